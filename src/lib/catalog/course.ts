/**
 * A parsed course: what the parser makes from a folder (docs/course-format.md) and every other module reads.
 * Texts are by language. `html` texts are sanitised and already carry `<bdi>`; the others are plain.
 */
import type { Lang } from '../platform/country/lang.ts';
import type { Condition } from './situation.ts';

export type { Lang };
export type Text = Record<Lang, string>;

export interface Course {
	id: string;
	code: string;
	/** Hash of the sources without register values; an attempt freezes it (C1). */
	version: string;
	status: 'live' | 'review' | 'draft';
	/** The bank stands in the repository, not in the data folder; badges say so (C6). */
	openBank: boolean;
	title: Text;
	summary: Text;
	outcome: Text;
	warning?: Text;
	lessons: Lesson[];
	check: CheckRule & { items: CheckItem[] };
	/** Six items asked before and after (A4). */
	prepost: Question[];
	badge: BadgeText;
	practical: Practical;
	/** A check of its own about some lessons, with a badge of its own: `partCheckOf` makes a course of it. */
	partCheck?: (CheckRule & { lessons: string[]; summary: Text; badge: BadgeText }) | undefined;
	/** Of a part check: the course whose lessons and items it has. */
	of?: string;
	/** Of a set: the badges that are held together. It has no lessons and no check. */
	needs?: string[];
	/** Ids of the practices about fraud: who fails one twice needs her trainer (T4). */
	fraud?: string[] | undefined;
	/** Files of the media folder by name: what `pictureUrl` needs. Absent where a course is made by hand in a test. */
	media?: Record<string, MediaFile>;
}

export interface MediaFile {
	/** First eight hex digits of the SHA-256: part of the address, so that it can be cached for good. */
	hash: string;
	/** Bytes. */
	size: number;
}

export interface CheckRule {
	draw: number;
	pass: number;
	/** Lessons that every form asks about, so many items at least, and of which no item may be missed. */
	must?: { lessons: string[]; at_least: number } | undefined;
	tries: number;
	/** Hours to wait before try 1, 2, 3 …; after the last `then_wait_hours`, then a new round. */
	wait_hours: number[];
	then_wait_hours: number;
}

export interface BadgeText {
	id: string;
	name: Text;
	description: Text;
	criteria: Text;
}

export interface Practical {
	lesson: string;
	pass: number;
	rubric: { id: string; text: Text }[];
}

export interface Lesson {
	id: string;
	/** 1 … n */
	number: number;
	minutes: number;
	keeps?: 'profile' | 'photo' | 'listing' | 'price' | 'policy';
	facts: string[];
	reviewedBy: Record<Lang, { facts: string | null; urdu: string | null }>;
	title: Text;
	summary: Text;
	/** In the order of the phone. */
	blocks: Block[];
	/** Open items of this lesson for the rehearsal, with reasons. */
	rehearsal: Question[];
}

export type Block = Card | Practice | Question;

export interface Picture {
	/** File name in media/, without folder. */
	file: string;
	/** What is in it, for somebody who does not see it. */
	alt: Text;
}

export interface Card {
	block: 'card';
	id: string;
	part: 'hook' | 'idea' | 'example' | 'close';
	/** For whom alone it is; shown to all who have not said. */
	if?: Condition;
	title?: Text;
	picture: Picture;
	html: Text;
}

export interface Practice {
	block: 'practice';
	id: string;
	type: 'questions' | 'price' | 'listing' | 'play';
	title: Text;
	picture: Picture;
	html: Text;
	questions: Question[];
	/** The fenced yaml of the practice, by language; parsed by the practice's own schema. */
	data: Record<Lang, unknown>;
}

export interface Question {
	block: 'question';
	id: string;
	type: 'pick' | 'spot' | 'sort' | 'amount';
	stem: Text;
	picture?: Picture;
	/**
	 * Letters follow the order of display, which is drawn from the item's id: the key says nothing about the file.
	 * Empty for `amount`.
	 */
	options: Option[];
	/** Accepted answers as written in events: ['b'], ['bca', 'bac'], ['-30']. Never sent to a phone for check items (C6). */
	key: string[];
	unit?: 'rupees' | 'pieces' | 'days' | 'none';
	/** sort and amount: reason when right, and otherwise. pick and spot: per option. */
	reasonRight?: Text;
	reasonOther?: Text;
}

export interface Option {
	/** 'a', 'b', 'c' … in the order shown. */
	letter: string;
	text: Text;
	reason?: Text;
	/** spot: percent from the top left of the picture. */
	at?: [number, number];
}

export interface CheckItem extends Question {
	lesson: string;
	level: 'easy' | 'middle' | 'hard';
	kind: 'recall' | 'scene' | 'sum';
}

/** A question without its key and reasons: all that may leave the server for a check (C6). */
export type OpenQuestion = Pick<Question, 'id' | 'type' | 'stem' | 'picture' | 'unit'> & {
	options: Pick<Option, 'letter' | 'text' | 'at'>[];
};
