import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { sources, toPrepare } from './elsewhere.ts';

interface Fact {
	id: string;
	source: string;
	status: string;
}
const facts = new Map(
	(parse(readFileSync('src/content/facts.yaml', 'utf8')) as Fact[]).map((fact) => [fact.id, fact])
);

test('everything on the list has its source in the register, and says where nobody has checked it', () => {
	for (const { id, from, verify } of toPrepare) {
		if (from === 'D3') {
			// The syllabus says so of a lesson, without a source.
			expect(verify, id).toBe(true);
			continue;
		}
		expect(sources[from], id).toBe(facts.get(from)?.source);
		expect(verify, id).toBe(facts.get(from)?.status === 'verify');
	}
});
