/**
 * A played practice (`kind=play`) in one language: scenes of people, phones and papers, as the author's yaml says them
 * (docs/course-format.md). Plain data: the phone gets it as JSON.
 */

/** A part of the kit: what stands before her. `note` is a line in small type. */
export type PlayPart = { note?: string | undefined } & (
	| { chat: string; lines: { in?: string | undefined; out?: string | undefined }[] }
	| { call: string; lines: string[] }
	| { talk: string; lines: string[] }
	| { phone: string; rows: [string, string][]; tone?: 'plain' | 'good' | 'wait' | undefined }
	| { paper: string; rows: [string, string][] }
	| { days: string; rows: [string, string, number?][]; at?: number | undefined }
	| { picture: string; text: string }
);

/** What an act adds to meters, by the meter's id. */
export type PlayEffects = Record<string, number>;

export interface PlayOption {
	say: string;
	right?: boolean | undefined;
	why: string;
	/** What the other answers, in a chat or on the line. */
	then?: string | undefined;
	meters?: PlayEffects | undefined;
	/** Where it leads; a wrong one without it is asked again. */
	to?: string | undefined;
	picture?: string | undefined;
	/** What is in the picture. */
	text?: string | undefined;
}

export interface PlayMark {
	say: string;
	need: boolean;
	why: string;
	/** Percent from the top left of the scene's picture: `70 30`. */
	at?: string | undefined;
}

export interface PlayField {
	id: string;
	label: string;
	hint?: string | undefined;
	choices?: string[] | undefined;
	/** She may type beside the choices. */
	own?: boolean | undefined;
	/** A whole number. */
	number?: boolean | undefined;
	/** Choices that are right, where it is judged. */
	right?: string[] | undefined;
	/** Typed words that are right: Urdu and Roman spellings. */
	accept?: string[] | undefined;
	/** Why it is not what she put. */
	other?: string | undefined;
	/** Goes into her draft shop. */
	keep?: boolean | undefined;
}

export interface PlayScene {
	/** Stands in the log as what was missed. */
	id: string;
	show?: PlayPart[] | undefined;
	say: string;
	to?: string | undefined;
	/** Each miss; on a scene to read, its being reached. */
	meters?: PlayEffects | undefined;
	options?: PlayOption[] | undefined;
	bin?: string[] | undefined;
	/** By bin. */
	why?: Record<string, string> | undefined;
	/** Whole; added up in the bin. */
	amount?: number | undefined;
	/** In the right order. */
	order?: string[] | undefined;
	/** Other accepted orders, as digits of the file's positions. */
	also?: string[] | undefined;
	right?: string | undefined;
	other?: string | undefined;
	marks?: PlayMark[] | undefined;
	number?: number | undefined;
	unit?: 'rupees' | 'pieces' | 'days' | 'none' | undefined;
	fields?: PlayField[] | undefined;
	/** Title of the paper on which the fields are read back. */
	paper?: string | undefined;
	/** Sentences read back; `{field}` puts in what she filled. */
	reads?: string[] | undefined;
	/** What is filled here never leaves the phone. */
	local?: boolean | undefined;
}

export interface PlayMeter {
	id: string;
	label: string;
	as: 'stars' | 'money' | 'minutes' | 'count';
	start: number;
	/** The scale's end; stars need one. */
	max?: number | undefined;
}

export interface PlayBin {
	id: string;
	label: string;
	/** Adds the amounts of its cards. */
	sum?: boolean | undefined;
}

export interface PlayData {
	meters?: PlayMeter[] | undefined;
	bins?: PlayBin[] | undefined;
	scenes: PlayScene[];
	end: { clean: string; missed: string };
}

/** The keys of which a scene has one at most: they say what is asked. */
export const ASKS = ['options', 'bin', 'order', 'marks', 'number', 'fields'] as const;
export type PlayAsk = (typeof ASKS)[number] | 'read';

export const askOf = (scene: PlayScene): PlayAsk => ASKS.find((ask) => scene[ask] !== undefined) ?? 'read';

/** The end of a practice, as a `to`. */
export const END = 'end';

/** Pictures of a practice's data: file names without ending, and what is in them. */
export const playPictures = (data: PlayData): { name: string; text: string }[] =>
	data.scenes.flatMap((scene) => [
		...(scene.show ?? []).flatMap((part) =>
			'picture' in part ? [{ name: part.picture, text: part.text }] : []
		),
		...(scene.options ?? []).flatMap((o) => (o.picture ? [{ name: o.picture, text: o.text ?? '' }] : []))
	]);

/** A paper that she fills for her own wall: what it says is read back in sentences, and never leaves her phone. */
export type WallPaper = PlayScene & { paper: string; reads: string[] };

export const wallPapers = (data: PlayData): WallPaper[] =>
	data.scenes.filter((scene): scene is WallPaper =>
		Boolean(scene.local && scene.paper !== undefined && scene.reads)
	);
