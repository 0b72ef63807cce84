import { otherOf } from '#lib/platform/country/lang.ts';
import type { Course, Lang } from '#lib/catalog/index.ts';
import { markRead, readHelpRequests } from '#lib/cohorts/index.server.ts';
import { DAY } from '#lib/platform/clock.ts';
import type { ServerNews } from '#lib/progress/index.ts';
import type { Services } from '#lib/services.server.ts';

/** An answer is news for so long. */
const FRESH = 7 * DAY;

/**
 * What comes from her class, for the page that the server makes. An announcement that is shown here has been seen.
 * @param news hers: what her classes are told, what a trainer wrote about a practical
 */
export async function fromClass(
	services: Services,
	learnerId: string,
	courses: readonly Course[],
	news: ServerNews,
	lang: Lang
) {
	const now = services.clock();
	const announced = news.told ?? [];
	const requests = await readHelpRequests(services.db, learnerId);
	if (announced.length)
		await markRead(
			services,
			learnerId,
			announced.map(({ id }) => id)
		);
	const answeredAt = Math.max(0, ...requests.map((one) => one.answered_at ?? 0));
	return {
		announcements: announced.map(({ id, at, until: _, ...text }) => {
			const language: Lang = text[lang] ? lang : otherOf(lang);
			return { id, at, language, text: text[language] };
		}),
		answeredAt: answeredAt > now - FRESH ? answeredAt : undefined,
		practicals: news.practicals.flatMap(({ course, passed, comment }) => {
			const of = courses.find((one) => one.id === course);
			return of && comment !== undefined ? [{ course, title: of.title[lang], passed, comment }] : [];
		})
	};
}

export type FromClass = Awaited<ReturnType<typeof fromClass>>;
