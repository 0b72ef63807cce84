import { ABOUT_ME, DIFFICULTIES, type AboutField } from '#lib/accounts/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

export interface Asked {
	field: AboutField;
	ask: () => string;
	why: () => string;
	answers: { value: string; words: () => string }[];
}

type Words = Record<string, (() => string) | undefined>;

/** Message keys follow the fields and answers of accounts/about-me.ts; a missing one fails at the first import. */
const word = (key: string): (() => string) => {
	const found = (m as unknown as Words)[`accounts_about_${key}`];
	if (!found) throw new Error(`no message accounts_about_${key}`);
	return found;
};

const asked = (field: AboutField, group: string = field): Asked => ({
	field,
	ask: word(field),
	why: word(`${group}_why`),
	answers: ABOUT_ME[field].map((value) => ({ value, words: word(`${group}_${value}`) }))
});

const fields = Object.keys(ABOUT_ME) as AboutField[];
const COUNTED: AboutField = 'difficulty_counted';
export const QUESTIONS = fields
	.filter((f) => f !== COUNTED && !DIFFICULTIES.includes(f))
	.map((f) => asked(f));
/** The six, and whether they may be counted. */
export const DIFFICULTY = [...DIFFICULTIES.map((f) => asked(f, 'difficulty')), asked(COUNTED)];
