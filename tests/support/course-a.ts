import { partCheckOf, type CheckItem, type Course, type Question } from '../../src/lib/catalog/index.ts';
import { everyCourse } from './repository-content.ts';

/** Course A as it stands in the repository, with its keys: the test's own knowledge of what is right. */
export function courseA(): Course {
	const course = everyCourse().find((c) => c.id === 'selling-online');
	if (!course) throw new Error('course A does not parse');
	return course;
}

/** The check that a shop asks for beside badge A, with its keys. */
export function fraudCheck(): Course {
	const check = everyCourse().flatMap((course) => partCheckOf(course) ?? []);
	if (!check[0]) throw new Error('no course has a part check');
	return check[0];
}

export const checkItem = (course: Course, id: string): CheckItem => {
	const item = course.check.items.find((i) => i.id === id);
	if (!item) throw new Error(`no check item ${id}`);
	return item;
};

/** A choice that is wrong, as written in events. */
export function wrongChoice(question: Question): string {
	const letters = question.options.map((o) => o.letter);
	const candidates =
		question.type === 'amount'
			? ['1', '2']
			: question.type === 'sort'
				? [letters.join(''), letters.toReversed().join(''), letters.toSorted().join('')]
				: letters;
	const wrong = candidates.find((c) => !question.key.includes(c));
	if (!wrong) throw new Error(`${question.id} has no wrong choice`);
	return wrong;
}

/** The fields of a plain form for a choice. */
export const fieldsOf = (question: Question, choice: string, name = 'choice'): Record<string, string> =>
	question.type === 'sort'
		? Object.fromEntries([...choice].map((letter, i) => [`${name}-${letter}`, String(i + 1)]))
		: { [name]: choice };
