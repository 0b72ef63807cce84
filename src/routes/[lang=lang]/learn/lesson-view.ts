/** What the pages of a lesson show of a course: one language, pictures as addresses. */
import {
	fillCard,
	pictureUrl,
	type Catalogue,
	type Card,
	type Condition,
	type Course,
	type Lang,
	type Lesson,
	type OpenQuestion,
	type Picture,
	type Practice,
	type Question
} from '#lib/catalog/index.ts';
import type { CardView, ItemView, PictureView, QuestionView } from '#lib/ui/lesson/view.ts';
import { caseQuestions } from './price-cases.ts';

const pictureView = (course: Course, picture: Picture, lang: Lang): PictureView => ({
	src: pictureUrl(course, picture.file),
	alt: picture.alt[lang]
});

/** An item of the final check or of the six: without key and reasons (C6). */
export const itemView = (course: Course, item: OpenQuestion, lang: Lang): ItemView => ({
	id: item.id,
	type: item.type,
	stem: item.stem[lang],
	...(item.picture && { picture: pictureView(course, item.picture, lang) }),
	...(item.unit && { unit: item.unit }),
	options: item.options.map(({ letter, text, at }) => ({ letter, text: text[lang], ...(at && { at }) }))
});

export function questionView(
	course: Course,
	lesson: string,
	question: Question,
	lang: Lang,
	practice?: string
): QuestionView {
	const { reasonRight, reasonOther } = question;
	const reasons = Object.fromEntries(
		question.options.flatMap(({ letter, reason }) => (reason ? [[letter, reason[lang]]] : []))
	);
	return {
		...itemView(course, question, lang),
		lesson,
		key: question.key,
		...(practice && { practice }),
		reasons: {
			...reasons,
			...(reasonRight && { true: reasonRight[lang] }),
			...(reasonOther && { false: reasonOther[lang] })
		}
	};
}

/** A card with whom alone it is for. */
type LessonCard = CardView & { if?: Condition };

export type StepView =
	| { step: 'card'; card: LessonCard }
	| { step: 'practice'; card: LessonCard; practice: Practice }
	| { step: 'question'; question: QuestionView };

type Register = Pick<Catalogue, 'value' | 'term'>;

const cardView = (course: Course, card: Card | Practice, lang: Lang, register: Register): LessonCard => ({
	id: card.id,
	...(card.title && { title: card.title[lang] }),
	html: fillCard(card.html[lang], lang, register),
	picture: pictureView(course, card.picture, lang),
	card: card.block === 'card' && !card.if,
	...(card.block === 'card' && card.if && { if: card.if })
});

/** A lesson as the steps of the phone, in their order; a practice is its introduction and then its questions. */
export const stepsOf = (course: Course, lesson: Lesson, lang: Lang, register: Register): StepView[] =>
	lesson.blocks.flatMap((block): StepView[] => {
		if (block.block === 'card') return [{ step: 'card', card: cardView(course, block, lang, register) }];
		if (block.block === 'question')
			return [{ step: 'question', question: questionView(course, lesson.id, block, lang) }];
		return [
			{ step: 'practice', card: cardView(course, block, lang, register), practice: block },
			...block.questions.map((question): StepView => ({
				step: 'question',
				question: questionView(course, lesson.id, question, lang, block.id)
			})),
			...caseQuestions(block).map((question): StepView => ({
				step: 'question',
				question: questionView(course, lesson.id, question, lang)
			}))
		];
	});

/** Each step with the hash of its words, by which a recording of them is found; steps without one have none. */
export const withSaid = (steps: readonly StepView[], said: ReadonlyMap<string, string>): StepView[] =>
	steps.map((step) =>
		step.step === 'question'
			? { ...step, question: { ...step.question, said: said.get(step.question.id) } }
			: { ...step, card: { ...step.card, said: said.get(step.card.id) } }
	);
