import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fixtureCourses } from '../../../../tests/support/tiny-course.ts';
import { runsOfBlock } from '../authored.ts';
import { checkUrdu } from '../check/check-urdu.ts';
import { Findings } from '../finding.ts';
import { parseLesson, parseQuestions } from './lesson.ts';

const lesson = readFileSync(`${fixtureCourses}/tiny/ur/01-picture.md`, 'utf8');
const bank = readFileSync(`${fixtureCourses}/tiny/ur/check/01-picture.md`, 'utf8');

/** What tends to upset parsers, and what our own code looks for. */
const nasty = fc.oneof(
	fc.constantFrom(
		...[
			'---\n',
			':::',
			'::::',
			':::card{#t1-01 part=hook}\n',
			':::question{',
			'}',
			'- [x] ',
			'- [ ] *',
			'> ',
			'```yaml\n',
			'```'
		],
		...[
			'![',
			'](',
			')',
			'{{',
			'}}',
			'<b>',
			'</',
			'&#0;',
			'&amp;',
			'\u202e',
			'\u0000',
			'\ud800',
			'\n\n',
			'\t',
			'  ',
			'|',
			'[^1]',
			'*',
			'~~',
			':a[b]{c=d}',
			'\\',
			'#',
			'1. '
		]
	),
	fc.string({ unit: 'binary', maxLength: 8 })
);
const edits = fc.array(fc.record({ at: fc.nat(), drop: fc.nat(40), put: nasty }), {
	minLength: 1,
	maxLength: 12
});

const mangle = (text: string, list: { at: number; drop: number; put: string }[]): string =>
	list.reduce((t, { at, drop, put }) => {
		const i = t.length === 0 ? 0 : at % t.length;
		return t.slice(0, i) + put + t.slice(i + drop);
	}, text);

describe('C5 whatever an author writes', () => {
	test('C5 a mangled lesson gives findings or a lesson, never an exception', () => {
		fc.assert(
			fc.property(edits, (list) => {
				const findings = new Findings();
				const parsed = parseLesson(mangle(lesson, list), 'x.md', 'ur', findings);
				for (const block of parsed?.blocks ?? []) {
					for (const run of runsOfBlock(block)) checkUrdu(run, findings);
					if (block.block !== 'question')
						expect(block.html).not.toMatch(/<(?!\/?(?:p|br|strong|em|ol|ul|li|a|code|bdi)\b)/);
				}
				for (const finding of findings.all) expect(finding.line).toBeGreaterThan(0);
			}),
			{ seed: 20261123, numRuns: 400 }
		);
	});

	test('C5 a mangled bank gives findings or questions, never an exception', () => {
		fc.assert(
			fc.property(edits, (list) => {
				const findings = new Findings();
				const questions = parseQuestions(mangle(bank, list), 'x.md', 'check', findings);
				for (const q of questions) expect(['pick', 'spot', 'sort', 'amount']).toContain(q.type);
			}),
			{ seed: 20261123, numRuns: 400 }
		);
	});

	test('a fault deep in a file is named with its own line', () => {
		const findings = new Findings();
		const line = lesson.split('\n').findIndex((l) => l.includes('(t1-sun)')) + 1;
		parseLesson(lesson.replace('(t1-sun)', '(../t1-sun)'), 'x.md', 'ur', findings);
		expect(findings.all.map((f) => [f.rule, f.line])).toEqual([['C5.path', line]]);
	});
});
