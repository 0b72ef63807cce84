/** What the pages of a check say of its rule. */
import { lessonById, type Course, type Lang } from '#lib/catalog/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { commaOf } from '#lib/ui/comma.ts';

export interface RuleView {
	draw: number;
	pass: number;
	/** Numbers of the lessons that must be right, as they stand in a sentence. */
	must?: string;
}

/** @param course in the version of the attempt, where there is one (P4) */
export function ruleView(course: Course, lang: Lang): RuleView {
	const { draw, pass, must } = course.check;
	const numbers = must?.lessons.map((id) => lessonById(course, id)?.number ?? id);
	return { draw, pass, ...(numbers && { must: numbers.join(commaOf(lang)) }) };
}

/** @param all where every answer must be right @param some where so many must */
const ruleText =
	(all: (of: { draw: number }) => string, some: (of: { draw: number; pass: number }) => string) =>
	({ draw, pass, must }: RuleView): string =>
		(draw === pass ? all({ draw }) : some({ draw, pass })) +
		(must ? ` ${m.practice_check_must({ lessons: must })}` : '');

/** Above the first question. */
export const checkIntro = ruleText(m.practice_check_intro_all, m.practice_check_intro);
/** On the page of the course. */
export const checkText = ruleText(m.learn_check_text_all, m.learn_check_text);
