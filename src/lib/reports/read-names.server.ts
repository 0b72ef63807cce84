import type { Lang } from '../catalog/index.ts';
import type { Services } from '../services.server.ts';
import type { Names } from './words.ts';

/** Names of what a report is about, as they are now. */
export async function readNames(
	{ db, catalogue }: Pick<Services, 'db' | 'catalogue'>,
	organisationId: string,
	lang: Lang
): Promise<Names> {
	const [cohorts, programmes] = await Promise.all([
		db
			.selectFrom('cohort')
			.select(['cohort_id as id', 'name'])
			.where('organisation_id', '=', organisationId)
			.execute(),
		db
			.selectFrom('programme')
			.select(['programme_id as id', 'name'])
			.where('organisation_id', '=', organisationId)
			.execute()
	]);
	const byId = (rows: { id: string; name: string }[]) => {
		const names = new Map(rows.map(({ id, name }) => [id, name]));
		return (id: string) => names.get(id) ?? id;
	};
	const badges = new Map(catalogue.earned().map(({ badge }) => [badge.id, badge.name[lang]]));
	return {
		course: (id) => catalogue.course(id)?.title[lang] ?? id,
		badge: (id) => badges.get(id) ?? id,
		cohort: byId(cohorts),
		programme: byId(programmes)
	};
}
