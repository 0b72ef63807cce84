import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkUrdu } from './check/check-urdu.ts';
import { findingLine, Findings } from './finding.ts';

const MESSAGES = fileURLToPath(new URL('../platform/i18n/messages', import.meta.url));
const read = (lang: 'ur' | 'en', file: string) =>
	Object.entries(
		JSON.parse(readFileSync(`${MESSAGES}/${lang}/${file}`, 'utf8')) as Record<string, string>
	).filter(([key]) => !key.startsWith('$'));
/** What a message leaves open: `{name}` is filled by the server, `#` by the phone. */
const holes = (text: string) => (text.match(/\{\w+\}|#\d?/gu) ?? []).sort();

/** The words for “held by the server”: the one thing that محفوظ may say. */
const SAFE = new Set(['state_safe', 'offline_safe', 'shells_short_safe']);
/** Addresses and the words of a file's columns are Latin. */
const NOT_OF_SCREENS = new Set(['U10']);

/** Lessons are held to the Urdu guide by the course check; the screens around them speak with the same voice. */
describe.each(readdirSync(`${MESSAGES}/ur`))('%s', (file) => {
	const urdu = read('ur', file);

	test('says the same things in both languages, with the same places to fill', () => {
		const of = (messages: [string, string][]) => messages.map(([key, text]) => [key, ...holes(text)]);
		expect(of(read('en', file))).toEqual(of(urdu));
	});

	test('keeps the errors of the Urdu guide out', () => {
		const findings = new Findings();
		for (const [key, text] of urdu)
			checkUrdu({ file: key, line: 1, text: text.replace(/\{\w+\}/gu, 'X'), where: 'label' }, findings);
		expect(
			findings.errors
				.filter(({ rule, file: key }) => !NOT_OF_SCREENS.has(rule) && !(rule === 'U17' && SAFE.has(key)))
				.map(findingLine)
		).toEqual([]);
	});
});
