/**
 * What one language's files say, before two languages become one `Course`: every text with its place, so that a finding
 * can name file and line.
 */
import type { Lang, Lesson, Practice, Question } from './course.ts';
import type { Place } from './finding.ts';
import type { Condition } from './situation.ts';

/** What kind of text it is decides which rules look at it. */
export type Where =
	| 'paragraph'
	| 'list'
	| 'title'
	| 'summary'
	| 'alt'
	| 'stem'
	| 'option'
	| 'reason'
	| 'label'
	| 'speech'
	| 'course'
	| 'plan';

export interface TextRun extends Place {
	text: string;
	where: Where;
}

export interface AuthoredPicture extends Place {
	/** Bare name, without ending. */
	name: string;
	alt: TextRun;
}

export interface AuthoredOption {
	text: TextRun;
	right: boolean;
	reason?: TextRun;
	at?: [number, number];
}

export interface AuthoredQuestion extends Place {
	block: 'question';
	id: string;
	type: Question['type'];
	stem: TextRun;
	picture?: AuthoredPicture;
	/** In the order of the file; for `sort` that is the right order; empty for `amount`. */
	options: AuthoredOption[];
	/** sort: other accepted orders, as digits of file positions. */
	also: string[];
	/** amount: the whole number. */
	amount?: string;
	unit?: Question['unit'];
	reasonRight?: TextRun;
	reasonOther?: TextRun;
	level?: 'easy' | 'middle' | 'hard';
	kind?: 'recall' | 'scene' | 'sum';
}

/** One paragraph or list item as it is rendered. */
export interface HtmlPart extends Place {
	html: string;
}

export interface AuthoredCard extends Place {
	block: 'card';
	id: string;
	part: 'hook' | 'idea' | 'example' | 'close';
	if?: Condition;
	title?: TextRun;
	picture?: AuthoredPicture;
	html: string;
	parts: HtmlPart[];
	runs: TextRun[];
}

export interface AuthoredPractice extends Place {
	block: 'practice';
	id: string;
	type: Practice['type'];
	title?: TextRun;
	picture?: AuthoredPicture;
	html: string;
	parts: HtmlPart[];
	runs: TextRun[];
	questions: AuthoredQuestion[];
	data: unknown;
	/** Texts inside `data` (labels, hints, choices, what people say). */
	labels: TextRun[];
	/** Pictures inside `data`. */
	pictures: AuthoredPicture[];
	/** Where something of `data` stands. */
	placeIn?: (path: readonly (string | number)[]) => Place;
}

export type AuthoredBlock = AuthoredCard | AuthoredPractice | AuthoredQuestion;

export interface AuthoredLesson extends Place {
	lang: Lang;
	id: string;
	title: TextRun;
	summary: TextRun;
	minutes: number;
	facts: string[];
	/** Line of `facts:` in the front matter. */
	factsPlace: Place;
	keeps?: Lesson['keeps'];
	reviewedBy: { facts: string | null; urdu: string | null };
	/** Warnings this lesson silences, with a reason. */
	allow: string[];
	blocks: AuthoredBlock[];
}

/** Everything of one lesson in one language. */
export interface AuthoredUnit {
	lesson?: AuthoredLesson;
	rehearsal: AuthoredQuestion[];
	check: AuthoredQuestion[];
}

export const questionsOf = (blocks: readonly AuthoredBlock[]): AuthoredQuestion[] =>
	blocks.flatMap((b) => (b.block === 'question' ? [b] : b.block === 'practice' ? b.questions : []));

export function runsOfQuestion(q: AuthoredQuestion): TextRun[] {
	const found = [
		q.picture?.alt,
		q.stem,
		...q.options.flatMap((o) => [o.text, o.reason]),
		q.reasonRight,
		q.reasonOther
	];
	return found.filter((run): run is TextRun => run !== undefined);
}

export const runsOfBlock = (b: AuthoredBlock): TextRun[] =>
	b.block === 'question'
		? runsOfQuestion(b)
		: [
				...(b.title ? [b.title] : []),
				...(b.picture ? [b.picture.alt] : []),
				...b.runs,
				...(b.block === 'practice'
					? [...b.labels, ...b.pictures.map((p) => p.alt), ...b.questions.flatMap(runsOfQuestion)]
					: [])
			];
