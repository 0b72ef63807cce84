import type { Catalogue, Course, Lang } from '#lib/catalog/index.ts';
import { unlockPolicy } from '#lib/selling/index.ts';

/** Where a badge is earned. */
export interface NextPlace {
	badge: string;
	title: string;
	href: string;
}

const placeOf = (course: Course, lang: Lang): NextPlace => ({
	badge: course.badge.id,
	title: course.title[lang],
	href: `/${lang}/learn/${course.id}${course.of === undefined ? '' : '/check'}`
});

/** @returns nothing for no badge, and for one that is not earned here */
export function nextPlace(
	catalogue: Pick<Catalogue, 'earned'>,
	lang: Lang,
	badge: string | undefined
): NextPlace | undefined {
	const course = catalogue.earned().find((one) => one.badge.id === badge);
	return course && placeOf(course, lang);
}

/** Every place that the policy may lead to: for a page that is the same for everyone (M1). */
export const nextPlaces = (catalogue: Pick<Catalogue, 'earned'>, lang: Lang): NextPlace[] =>
	[...new Set(unlockPolicy.tiers.flatMap(({ badges }) => badges))].flatMap(
		(badge) => nextPlace(catalogue, lang, badge) ?? []
	);
