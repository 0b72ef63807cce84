/** What the components of a lesson are given: one language, plain text unless it says `html`. */

export interface PictureView {
	src: string;
	alt: string;
}

export interface OptionView {
	letter: string;
	text: string;
	/** spot: percent from the top left of the picture. */
	at?: [number, number];
}

/** A question as it may leave the server also for the final check: no key, no reason (C6). */
export interface ItemView {
	id: string;
	type: 'pick' | 'spot' | 'sort' | 'amount';
	stem: string;
	picture?: PictureView;
	unit?: 'rupees' | 'pieces' | 'days' | 'none';
	options: OptionView[];
	/** Stands for its words: a recording of other words is not played to them. */
	said?: string;
}

/** An open question of a lesson, a practice or the rehearsal. */
export interface QuestionView extends ItemView {
	lesson: string;
	/** The practice that is done when all its questions are right. */
	practice?: string;
	key: string[];
	/** By letter; for sort and amount by `true` and `false`. */
	reasons: Record<string, string>;
}

export interface CardView {
	id: string;
	title?: string;
	html: string;
	picture: PictureView;
	/**
	 * An event tells that it was seen. The introduction of a practice is none; and of a card for some alone none is made: which
	 * of them she saw would tell what she has answered.
	 */
	card: boolean;
	/** For whom alone it is. */
	if?: string;
	/** Stands for its words: a recording of other words is not played to them. */
	said?: string;
}

/** What she had chosen, on the page that answers a plain form. */
export interface Chosen {
	/** As written in events. */
	choice: string;
	right: boolean;
}
