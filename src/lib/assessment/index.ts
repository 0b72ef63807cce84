export { dealForm, drawForm, type Dealt, type Pack } from './draw-form.ts';
export { openPack } from './open-pack.ts';
export { decidePhoneCheck, type CheckOnPhone, type PhoneCheck } from './decide-phone-check.ts';
export {
	decideSubmission,
	gradeForm,
	nextTry,
	opensNextAt,
	type Attempt,
	type Graded,
	type NextTry,
	type Uncounted
} from './decide-attempt.ts';
export {
	BY_RULE,
	givesAway,
	markPractical,
	passesPractical,
	passesRubric,
	type PracticalMarks
} from './decide-practical.ts';
export {
	fieldIsRight,
	FILL,
	filled,
	judge,
	letterOf,
	placeOf,
	play,
	PRIVATE,
	playDraft,
	readMoves,
	repeats,
	writeTrail,
	type Judged,
	type PlayMove,
	type PlayState
} from './play.ts';
export { sameWord } from './same-word.ts';
export {
	countForm,
	figuresOf,
	SEPARATES_FROM,
	SHOWN_FROM,
	type ItemCounts,
	type ItemFigures,
	type ItemFlag
} from './item-figures.ts';
export { isRight, readAmount } from './is-right.ts';
