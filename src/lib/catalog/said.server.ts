/**
 * The words of a card as somebody reads them aloud, and their hash. A recording belongs to the hash: other words, no
 * recording. What stands in the registers is part of the words, for a fee that changed would be told wrong; what a word of
 * the glossary means is not, for it is shown only when it is asked for.
 */
import { sha256HexSync } from '../platform/hash.server.ts';
import type { Catalogue } from './catalogue.ts';
import type { Card, Lang, Lesson, Practice, Question } from './course.ts';
import { fillCard } from './values.ts';

/** A step of a lesson that can be read aloud: a card, the introduction of a practice, a question. */
export interface Said {
	card: string;
	kind: Card['block'] | Practice['block'] | Question['block'];
	/** Line by line. */
	words: string[];
	/** SHA-256 of the words, hex. */
	hash: string;
}

const LINE = /<br\s*\/?>|<\/(?:p|li|h\d|blockquote|td|th|tr|div)>/gi;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

const plain = (html: string): string =>
	html
		.replace(LINE, '\n')
		.replace(/<[^>]*>/g, '')
		.replace(
			/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi,
			(all, dec?: string, hexa?: string, name?: string) => {
				const point = dec ? Number(dec) : hexa ? parseInt(hexa, 16) : undefined;
				if (point !== undefined) return point <= 0x10ffff ? String.fromCodePoint(point) : all;
				return ENTITIES[name!.toLowerCase()] ?? all;
			}
		);

/** Marks that nobody hears: direction, joining, soft hyphen. */
const UNHEARD = /[\u00AD\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** One spelling for texts that look alike: spaces, line ends and marks of direction are no words. */
export const normalSaid = (text: string): string =>
	text.normalize('NFC').replace(UNHEARD, '').replace(/\s+/gu, ' ').trim();

export const saidHash = (lines: readonly string[]): string => sha256HexSync(normalSaid(lines.join('\n')));

const linesOf = (...texts: (string | undefined)[]): string[] =>
	texts
		.flatMap((text) => text?.split('\n') ?? [])
		.map(normalSaid)
		.filter((line) => line !== '');

type Register = Pick<Catalogue, 'value' | 'term'>;

/** Every step of a lesson that has words of its own in the course, in the order of the phone. */
export function saidOf(lesson: Lesson, lang: Lang, register: Register): Said[] {
	const value: Register['value'] = (key, its) => register.value(key, its);
	const filled = (html: string) => plain(fillCard(html, lang, { value, term: () => undefined }));
	const said = (card: string, kind: Said['kind'], words: string[]): Said => ({
		card,
		kind,
		words,
		hash: saidHash(words)
	});
	const ofQuestion = (question: Question) =>
		said(
			question.id,
			'question',
			linesOf(question.stem[lang], ...question.options.map(({ text }) => text[lang]))
		);
	return lesson.blocks.flatMap((block): Said[] => {
		if (block.block === 'question') return [ofQuestion(block)];
		const own = said(block.id, block.block, linesOf(block.title?.[lang], filled(block.html[lang])));
		return block.block === 'card' ? [own] : [own, ...block.questions.map(ofQuestion)];
	});
}

/** So much of a hash stands in a page and in lists for phones: enough to tell the words of one card from its others. */
export const shortSaid = (hash: string): string => hash.slice(0, 10);
