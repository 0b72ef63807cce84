import type { Catalogue } from './catalogue.ts';
import type { Lang, Text } from './course.ts';
import { isolate } from './isolate.ts';

/** A value that changes (fee, limit, helpline): one line of values.yaml (C4). */
export interface RegisterValue {
	key: string;
	value: Text;
	/** When its source said so: '2025', '2025-04', '2025-04-30'. */
	asOf: string;
	/** Fact id. */
	source: string;
	status: 'verify' | 'checked';
	checkedBy: string | null;
	/** Day by which a person looks again, 'YYYY-MM-DD'. */
	checkBy: string;
}

/** A line of facts.yaml. Grades: A regulator or own page, B press or study, C trade, G ordinary knowledge, R ours. */
export interface Fact {
	id: string;
	statement: string;
	source: string;
	grade: 'A' | 'B' | 'C' | 'G' | 'R';
	status: 'ok' | 'verify';
}

export const VALUE_KEY = /\{\{([^{}]*)\}\}/gu;

/** A word of the glossary as the parser leaves it in a card. */
export const TERM = /<dfn data-term="([^"]*)">(.*?)<\/dfn>/gsu;

/**
 * Puts into a card's HTML what stands in the registers: values, and the glossary's words, which a tap explains without any
 * script. All is escaped, numbers are isolated. The check refuses unknown keys (C3); in an old version that names one since
 * dropped, the place stays empty and the word stays a word.
 */
export const fillCard = (html: string, lang: Lang, register: Pick<Catalogue, 'value' | 'term'>): string =>
	html
		.replace(TERM, (_, id: string, word: string) => {
			const is = register.term(id, lang);
			return is === undefined
				? word
				: `<label class="term"><input type="checkbox" class="vh"><dfn>${word}</dfn><span> (${isolate(is)})</span></label>`;
		})
		.replace(VALUE_KEY, (_, key: string) => isolate(register.value(key.trim(), lang) ?? ''));

const day = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** Values that nobody has checked at the source, or whose day has come (UTC); the most urgent first. */
export const dueValues = (values: Iterable<RegisterValue>, now: number): RegisterValue[] =>
	[...values]
		.filter((v) => v.status === 'verify' || v.checkBy <= day(now))
		.sort((a, b) => (a.checkBy === b.checkBy ? (a.key < b.key ? -1 : 1) : a.checkBy < b.checkBy ? -1 : 1));

export const isOverdue = (value: RegisterValue, now: number): boolean => value.checkBy <= day(now);
