/** What a shop asks for beside what lessons make: the badge of that course, and a check about some lessons (M1). */
import type { Catalogue, Lang } from '#lib/catalog/index.ts';
import type { DraftLessons } from '#lib/selling/index.server.ts';
import { opensShop, unlockPolicy } from '#lib/selling/index.ts';

export interface WayToShop {
	/** Of the course that makes the shop. */
	badge: string | undefined;
	part:
		| {
				title: string;
				href: string;
				/** Any of them will do: its own, or the whole course's. */
				badges: string[];
		  }
		| undefined;
}

export function wayToShop(
	catalogue: Pick<Catalogue, 'course' | 'earned'>,
	lessons: DraftLessons,
	lang: Lang
): WayToShop {
	const course = lessons.profile && catalogue.course(lessons.profile.course);
	const part = catalogue
		.earned()
		.find(({ of, badge }) => of !== undefined && opensShop(unlockPolicy, badge.id));
	const whole = part?.of === undefined ? undefined : catalogue.course(part.of);
	return {
		badge: course?.badge.id,
		part: part && {
			title: part.title[lang],
			href: `/${lang}/learn/${part.id}/check`,
			badges: [part.badge.id, ...(whole ? [whole.badge.id] : [])]
		}
	};
}
