import { openPack } from '#lib/assessment/index.ts';
import { practiceOf } from '#lib/catalog/index.ts';
import { error } from '@sveltejs/kit';
import { itemView } from '../../../lesson-view.ts';
import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone. The phone draws her form from it; keys and reasons never come here (C6). */
export const load: PageServerLoad = ({ params, locals: { services, lang } }) => {
	const course = services.catalogue.course(params.course);
	if (!course) error(404, 'no such course');
	const home = `/${lang}/learn/${course.id}`;
	const { version, draw, items } = openPack(course);
	const lessons = course.lessons.map(({ id, number, title }) => ({
		id,
		number,
		title: title[lang],
		href: `${home}/${id}`
	}));
	return {
		home,
		title: course.title[lang],
		course: course.id,
		version,
		draw,
		pass: course.check.pass,
		items: items.map((item) => ({ ...itemView(course, item, lang), rank: item.rank })),
		lessons,
		/** The practical is made of the listing and the price (A5): where each is made, in the order of the lessons. */
		tasks: course.lessons.flatMap((lesson) => {
			const part = lesson.keeps;
			if (part !== 'listing' && part !== 'price' && lesson.id !== course.practical.lesson) return [];
			const href = `${home}/${lesson.id}#${practiceOf(lesson)?.id}-do`;
			return [{ part: part ?? '', href, practical: lesson.id === course.practical.lesson }];
		})
	};
};
