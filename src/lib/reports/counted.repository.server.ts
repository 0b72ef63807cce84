/** Facts of one organisation and quarter, person by person, for whoever counts them: jobs, and rows that name nobody. */
import type { Db } from '../platform/db.server.ts';
import { UNTOLD, type Fact, type Groups } from './indicators.ts';

const FACTS_AT_ONCE = 4000;

export interface CountedPerson {
	facts: Fact[];
	groups: Groups;
}

/** Of whom nothing but the number may be told. */
const NOBODY: Groups = {
	gender: UNTOLD,
	district: UNTOLD,
	age: UNTOLD,
	disability: UNTOLD,
	business: UNTOLD,
	language: UNTOLD
};

/**
 * A page of people. @param after the learner after whom it begins; '' for the first page
 * @returns `next` for the page after it; undefined: there is none
 */
export async function readFactsPage(
	db: Db,
	organisationId: string,
	period: string,
	after: string
): Promise<{ people: CountedPerson[]; next: string | undefined }> {
	const rows = await db
		.selectFrom('report_fact as f')
		.leftJoin('report_person as p', (join) =>
			join.onRef('p.learner_id', '=', 'f.learner_id').onRef('p.organisation_id', '=', 'f.organisation_id')
		)
		.select([
			'f.learner_id',
			'f.indicator',
			'f.part',
			'f.at',
			'f.value',
			'f.band',
			'f.cohort_id',
			'f.programme_id',
			'p.gender',
			'p.district',
			'p.age',
			'p.disability',
			'p.business',
			'p.language'
		])
		.where('f.organisation_id', '=', organisationId)
		.where('f.period', '=', period)
		.where('f.learner_id', '>', after)
		.orderBy('f.learner_id')
		.limit(FACTS_AT_ONCE)
		.execute();
	const people = [...Map.groupBy(rows, (row) => row.learner_id)].map(([learnerId, of]) => {
		const { gender, district, age, disability, business, language } = of[0]!;
		return {
			learnerId,
			groups:
				gender === null ? NOBODY : ({ gender, district, age, disability, business, language } as Groups),
			facts: of.map((row): Fact => ({
				organisationId,
				indicator: row.indicator,
				part: row.part,
				period,
				at: row.at,
				value: row.value,
				band: row.band,
				cohortId: row.cohort_id,
				programmeId: row.programme_id
			}))
		};
	});
	// Whose facts may go on behind the end of the page begins the next one.
	const more = rows.length === FACTS_AT_ONCE;
	if (more) people.pop();
	return { people, next: more ? people.at(-1)!.learnerId : undefined };
}

/** K5. What stays of those who were erased, for this quarter. */
export async function readContributions(
	db: Db,
	organisationId: string,
	period: string
): Promise<CountedPerson[]> {
	const rows = await db
		.selectFrom('report_contribution')
		.select(['groups', 'facts'])
		.where('organisation_id', '=', organisationId)
		.execute();
	return rows.flatMap(({ groups, facts }) => {
		const of = (JSON.parse(facts) as Omit<Fact, 'organisationId'>[]).filter((fact) => fact.period === period);
		return of.length
			? [
					{
						groups: (JSON.parse(groups) as Groups | null) ?? NOBODY,
						facts: of.map((fact) => ({ ...fact, organisationId }))
					}
				]
			: [];
	});
}

/** Meetings of a quarter, by the organisation's own days, to which somebody's attendance was marked. @param period `2026-Q3` */
export async function countMeetings(db: Db, organisationId: string, period: string): Promise<number> {
	const [year, quarter] = period.split('-Q').map(Number) as [number, number];
	const day = (month: number) => new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
	const { n } = await db
		.selectFrom('meeting as m')
		.select(({ fn }) => fn.countAll<number | string>().as('n'))
		.where('m.organisation_id', '=', organisationId)
		.where('m.held_on', '>=', day((quarter - 1) * 3))
		.where('m.held_on', '<', day(quarter * 3))
		.where('m.cancelled_at', 'is', null)
		.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('attendance as a')
					.select('a.meeting_id')
					.whereRef('a.organisation_id', '=', 'm.organisation_id')
					.whereRef('a.cohort_id', '=', 'm.cohort_id')
					.whereRef('a.meeting_id', '=', 'm.meeting_id')
			)
		)
		.executeTakeFirstOrThrow();
	return Number(n);
}

/** Courses and badges that anybody of the organisation had anything to do with, up to the end of a quarter. */
export async function readParts(
	db: Db,
	organisationId: string,
	period: string
): Promise<{ indicator: string; part: string }[]> {
	return db
		.selectFrom('report_fact')
		.select(['indicator', 'part'])
		.distinct()
		.where('organisation_id', '=', organisationId)
		.where('period', '<=', period)
		.where('part', '!=', '')
		.execute();
}
