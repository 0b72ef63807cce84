import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { defects } from './planted.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Planting takes minutes and has a lane of its own; code that has moved away from a patch is seen here. */
describe('planted defects', () => {
	test.each(defects.map(({ name }) => name))('%s still fits the code', (name) => {
		const check = () =>
			execFileSync('git', ['apply', '--check', `tests/planted/${name}.patch`], { cwd: root, stdio: 'pipe' });
		expect(check).not.toThrow();
	});

	test('every patch is planted', () => {
		const patches = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.patch'));
		expect(patches.sort()).toEqual(defects.map(({ name }) => `${name}.patch`).sort());
	});
});
