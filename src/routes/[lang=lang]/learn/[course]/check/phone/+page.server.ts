import { openPack } from '#lib/assessment/index.ts';
import { practiceOf } from '#lib/catalog/index.ts';
import { ruleView } from '../../../check-rule.ts';
import { checkPlace } from '../../../find-course.server.ts';
import { itemView } from '../../../lesson-view.ts';
import { nextPlaces } from '../../../next-place.ts';
import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone. The phone draws her form from it; keys and reasons never come here (C6). */
export const load: PageServerLoad = ({ params, locals: { services, lang } }) => {
	const { course, ...place } = checkPlace({ services, lang }, params.course);
	const { home } = place;
	const { version, must, items } = openPack(course);
	const lessons = course.lessons.map(({ id, number, title }) => ({
		id,
		number,
		title: title[lang],
		href: `${home}/${id}`
	}));
	return {
		...place,
		title: course.title[lang],
		course: course.id,
		version,
		must,
		rule: ruleView(course, lang),
		items: items.map((item) => ({ ...itemView(course, item, lang), rank: item.rank })),
		lessons,
		/** Where she goes on for her shop, once this badge is there. */
		next: nextPlaces(services.catalogue, lang),
		listing: course.lessons.some(({ keeps }) => keeps === 'listing'),
		/** The practical is made of the listing and the price (A5): where each is made, in the order of the lessons. */
		tasks: course.lessons.flatMap((lesson) => {
			const part = lesson.keeps;
			if (part !== 'listing' && part !== 'price' && lesson.id !== course.practical.lesson) return [];
			const href = `${home}/${lesson.id}#${practiceOf(lesson)?.id}-do`;
			return [{ part: part ?? '', href, practical: lesson.id === course.practical.lesson }];
		})
	};
};
