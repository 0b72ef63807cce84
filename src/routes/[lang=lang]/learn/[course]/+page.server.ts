import { LANGS } from '#lib/platform/country/lang.ts';
import { partCheckOf } from '#lib/catalog/index.ts';
import { opensShop, unlockPolicy } from '#lib/selling/index.ts';
import { courseView } from '../../course-view.ts';
import { ruleView } from '../check-rule.ts';
import { wholeCourse } from '../find-course.server.ts';
import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone (C1). */
export const load: PageServerLoad = ({ locals: { lang, services }, params }) => {
	const course = wholeCourse({ services, lang }, params.course);
	const part = partCheckOf(course);
	return {
		course: courseView(course, lang),
		outcome: course.outcome[lang],
		warning: course.warning?.[lang],
		check: ruleView(course, lang),
		part: part && {
			title: part.title[lang],
			summary: part.summary[lang],
			href: `/${lang}/learn/${part.id}/check`,
			rule: ruleView(part, lang),
			shop: opensShop(unlockPolicy, part.badge.id)
		},
		others: services.catalogue
			.courses()
			.flatMap(({ id, title }) => LANGS.map((its) => ({ id, lang: its, title: title[its] })))
			.filter((other) => other.id !== course.id || other.lang !== lang),
		badge: { description: course.badge.description[lang], criteria: course.badge.criteria[lang] }
	};
};
