/** docs/security.md says nothing that is not there: each requirement once, each file, each test. */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const text = readFileSync(`${root}/docs/security.md`, 'utf8');

/** Requirements of level 1 and 2 of ASVS 5.0.0: in each section the last of them, or those that there are. */
const SECTIONS: Record<string, number> = {
	'1.1': 2,
	'1.2': 9,
	'1.3': 11,
	'1.4': 3,
	'1.5': 2,
	'2.1': 3,
	'2.2': 3,
	'2.3': 4,
	'2.4': 1,
	'3.2': 2,
	'3.3': 4,
	'3.4': 6,
	'3.5': 5,
	'3.7': 2,
	'4.1': 3,
	'4.2': 1,
	'4.3': 2,
	'4.4': 4,
	'5.1': 1,
	'5.2': 3,
	'5.3': 2,
	'5.4': 3,
	'6.1': 3,
	'6.2': 12,
	'6.3': 4,
	'6.4': 4,
	'6.5': 5,
	'6.6': 3,
	'6.8': 4,
	'7.1': 3,
	'7.2': 4,
	'7.3': 2,
	'7.4': 5,
	'7.5': 2,
	'7.6': 2,
	'8.1': 2,
	'8.2': 3,
	'8.3': 1,
	'8.4': 1,
	'9.1': 3,
	'9.2': 4,
	'10.1': 2,
	'10.2': 2,
	'10.3': 4,
	'10.4': 11,
	'10.5': 5,
	'10.6': 2,
	'10.7': 3,
	'11.1': 2,
	'11.2': 3,
	'11.3': 3,
	'11.4': 4,
	'11.5': 1,
	'11.6': 1,
	'12.1': 3,
	'12.2': 2,
	'12.3': 4,
	'13.1': 1,
	'13.2': 5,
	'13.3': 2,
	'13.4': 5,
	'14.1': 2,
	'14.2': 4,
	'14.3': 3,
	'15.1': 3,
	'15.2': 3,
	'15.3': 7,
	'16.1': 1,
	'16.2': 5,
	'16.3': 4,
	'16.4': 3,
	'16.5': 3,
	'17.1': 1,
	'17.2': 4,
	'17.3': 2
};

const rows = text
	.split('\n')
	.filter((line) => /^\| \d/.test(line))
	.map((line) => line.split('|').map((cell) => cell.trim()))
	.map(([, ids, , state, shown]) => ({ ids: ids!.split(', '), state: state!, shown: shown! }));

test('each requirement of ASVS 5.0.0, level 1 and 2, stands in it once, with a state and what shows it', () => {
	const all = Object.entries(SECTIONS).flatMap(([section, last]) =>
		Array.from({ length: last }, (_, i) => `${section}.${i + 1}`)
	);
	expect(all).toHaveLength(253);
	expect(rows.flatMap(({ ids }) => ids).sort()).toEqual(all.sort());
	for (const { ids, state, shown } of rows) {
		expect(['met', 'n/a', 'not met'], ids.join()).toContain(state);
		expect(shown, ids.join()).not.toBe('');
	}
});

test('every file that it names is there, and every test it quotes stands in the file before it', () => {
	let [files, quoted] = [0, 0];
	let file = '';
	const missing: string[] = [];
	for (const [, path, title] of text.matchAll(/`([\w@[\]=().+-]+(?:\/[\w@[\]=().+-]+)+)`|“([^”]+)”/g)) {
		if (path !== undefined) {
			if (!/^(?:src|tests|docs)\//.test(path)) continue;
			file = path;
			files++;
			if (!existsSync(`${root}/${file}`)) missing.push(file);
		} else {
			quoted++;
			if (!existsSync(`${root}/${file}`) || !readFileSync(`${root}/${file}`, 'utf8').includes(title!))
				missing.push(`${file}: ${title}`);
		}
	}
	expect(missing).toEqual([]);
	expect(files).toBeGreaterThan(100);
	expect(quoted).toBeGreaterThan(40);
});
