import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { countChanged, countQuarter } from './count-quarter.server.ts';
import { ALL, type Edition, type ShownRow, type ShownTable, type ShownTableName } from './edition.ts';
import { findEdition, insertEdition, readCounted, readTable } from './edition.repository.server.ts';
import { GENDERS, indicatorOf, UNTOLD, type Gender } from './indicators.ts';
import { closesAt, isPeriod, type Period } from './period.ts';
import { protect } from './protection/protect.ts';
import { roundWith } from './protection/round-cell.server.ts';
import { keyOf, type Block, type Counts, type Published } from './protection/shapes.ts';
import { SHOWN_TABLES } from './report-file.server.ts';
import { readThreshold } from './settings.server.ts';
import { meanOf, splitKey, type ByGender, type Cell, type Tallies, type Tally } from './tally.ts';

type Wired = Pick<Services, 'allLearners' | 'clock' | 'secrets'>;

export type EditionRefusal =
	| { tag: 'not_closed'; closes: number }
	/** R3. The difference to the edition before would be about so few that it tells of them. */
	| { tag: 'too_few_changes'; threshold: number }
	| { tag: 'nobody' };

export interface Organisation {
	id: string;
	zone: string;
}

/**
 * R3. Counts a closed quarter, protects it as a whole, and writes it down as its next edition. Whoever reads it later reads rows.
 * @param by staff id, or `job`
 * @returns the edition; the newest one where another process has made it meanwhile
 */
export async function makeEdition(
	{ allLearners, clock, secrets }: Wired,
	organisation: Organisation,
	period: Period,
	by: string
): Promise<Result<Edition, EditionRefusal>> {
	const now = clock();
	const closes = closesAt(period, organisation.zone);
	if (now < closes) return refuse({ tag: 'not_closed', closes });
	const [previous, threshold, programmes] = await Promise.all([
		findEdition(allLearners, organisation.id, period),
		readThreshold(allLearners, organisation.id),
		readProgrammes(allLearners, organisation.id)
	]);
	const programmeOf = (cohortId: string) => programmes.get(cohortId) ?? '';
	const counted = await countQuarter(allLearners, organisation.id, period, {
		hashOf: (contribution) => secrets.lookup('report-contribution', contribution),
		programmeOf
	});
	if (!counted.people && !previous) return refuse({ tag: 'nobody' });
	if (previous) {
		const changed = countChanged(await readCounted(allLearners, previous), counted.contributions);
		if (changed < threshold) return refuse({ tag: 'too_few_changes', threshold });
	}
	const edition: Edition = {
		organisationId: organisation.id,
		period,
		edition: (previous?.edition ?? 0) + 1,
		madeAt: now,
		threshold
	};
	const tables = await protectedTables({ allLearners, secrets }, edition, counted.tallies, programmeOf, previous);
	const inserted = await allLearners.transaction().execute((tx) =>
		insertEdition(tx, {
			...edition,
			madeBy: by,
			settings: { people: counted.people },
			tables,
			counted: counted.contributions
		})
	);
	return ok(inserted ? edition : (await findEdition(allLearners, organisation.id, period))!);
}

/**
 * R3. The first edition of every quarter that has closed and holds anybody, in every organisation: for the job.
 * @returns how many were made
 */
export async function makeDueEditions(services: Wired): Promise<number> {
	const { allLearners, clock } = services;
	const now = clock();
	const due = await allLearners
		.selectFrom('report_fact')
		.innerJoin('organisation', 'organisation.organisation_id', 'report_fact.organisation_id')
		.leftJoin('report_edition', (join) =>
			join
				.onRef('report_edition.organisation_id', '=', 'report_fact.organisation_id')
				.onRef('report_edition.period', '=', 'report_fact.period')
		)
		.select(['organisation.organisation_id as id', 'organisation.zone', 'report_fact.period'])
		.distinct()
		.where('report_edition.edition', 'is', null)
		.execute();
	let made = 0;
	for (const { id, zone, period } of due) {
		if (!isPeriod(period) || now < closesAt(period, zone)) continue;
		if ((await makeEdition(services, { id, zone }, period, 'job')).ok) made++;
	}
	return made;
}

async function protectedTables(
	{ allLearners, secrets }: Pick<Wired, 'allLearners' | 'secrets'>,
	edition: Edition,
	tallies: Tallies,
	programmeOf: (cohortId: string) => string,
	previous: Edition | undefined
): Promise<Partial<Record<ShownTableName, ShownTable>>> {
	const genders = gatherGenders(tallies, edition.threshold);
	const published = protect(blocksOf(tallies), {
		organisation: edition.organisationId,
		period: edition.period,
		threshold: edition.threshold,
		round: roundWith(secrets.lookup('report-round', edition.organisationId)),
		rows: rowsOf(tallies),
		programmeOf,
		genders,
		...(previous && { previous: await readPublished(allLearners, previous) })
	});
	return tablesOf(tallies, published, genders);
}

/** The programme of each class, '' for none. */
async function readProgrammes(db: Db, organisationId: string): Promise<Map<string, string>> {
	const rows = await db
		.selectFrom('cohort')
		.select(['cohort_id', 'programme_id'])
		.where('organisation_id', '=', organisationId)
		.execute();
	return new Map(rows.map(({ cohort_id, programme_id }) => [cohort_id, programme_id ?? '']));
}

const addCell = (to: Cell, from: Cell): void => {
	to.people += from.people;
	to.sum += from.sum;
	to.squares += from.squares;
};

const everyRow = (tally: Tally): ByGender[] => [
	tally.gender,
	...Object.values(tally.tables).flatMap((rows) => [...rows.values()])
];

/**
 * Genders of which there are too few in the whole quarter to be shown anywhere stand with those who did not tell: so a total
 * beside the others is no way to them. @returns the genders that are left
 */
export function gatherGenders(tallies: Tallies, threshold: number): Gender[] {
	const broken = [...tallies].filter(([key]) => !indicatorOf(splitKey(key).indicator)?.whole);
	const most = (gender: Gender) => Math.max(0, ...broken.map(([, { gender: of }]) => of[gender].people));
	const few = GENDERS.filter((gender) => gender !== UNTOLD && most(gender) < threshold);
	for (const [, tally] of broken)
		for (const row of everyRow(tally))
			for (const gender of few) {
				addCell(row.untold, row[gender]);
				row[gender] = { people: 0, sum: 0, squares: 0 };
			}
	return GENDERS.filter((gender) => !few.includes(gender) && most(gender) > 0);
}

const people = (row: ByGender): Record<Gender, number> =>
	Object.fromEntries(GENDERS.map((gender) => [gender, row[gender].people])) as Record<Gender, number>;

function blocksOf(tallies: Tallies): Block[] {
	return [...tallies].map(([key, { gender, tables }]): Block => {
		const { indicator, part } = splitKey(key);
		if (indicatorOf(indicator)?.whole) return { indicator, part, counts: gender.untold.people };
		const by: Record<string, Record<string, Record<Gender, number>>> = {};
		for (const [table, rows] of Object.entries(tables))
			by[table] = Object.fromEntries([...rows].map(([row, cells]) => [row, people(cells)]));
		return { indicator, part, counts: { gender: people(gender), by } satisfies Counts };
	});
}

/** The rows of each table: groups that anybody in the quarter belongs to. */
function rowsOf(tallies: Tallies): Record<string, string[]> {
	const rows = new Map<string, Set<string>>();
	for (const { tables } of tallies.values())
		for (const [table, of] of Object.entries(tables)) {
			const known = rows.get(table) ?? new Set<string>();
			for (const row of of.keys()) known.add(row);
			rows.set(table, known);
		}
	return Object.fromEntries([...rows].map(([table, known]) => [table, [...known].sort()]));
}

function tablesOf(
	tallies: Tallies,
	published: ReadonlyMap<string, Published>,
	genders: readonly Gender[]
): Partial<Record<ShownTableName, ShownTable>> {
	const tables: Partial<Record<ShownTableName, ShownTable>> = {};
	for (const [key, tally] of tallies) {
		const { indicator, part } = splitKey(key);
		const definition = indicatorOf(indicator)!;
		const shown = published.get(keyOf({ indicator, part }))!;
		const put = (table: ShownTableName, row: string, numbers: ShownRow) =>
			(((tables[table] ??= {})[key] ??= {})[row] = numbers);
		if (definition.whole) {
			put('all', ALL, { everybody: { people: shown.total }, gender: {} });
			continue;
		}
		const means = definition.kind === 'mean';
		const scale = 10 ** (definition.decimals ?? 0);
		const rowShown = (
			numbers: { total: number | null; gender: Record<Gender, number | null> },
			cells: ByGender | undefined,
			withMeans: boolean
		): ShownRow => {
			const number = (n: number | null, cell: Cell | undefined) => ({
				people: n,
				...(withMeans && { mean: n === null || !cell ? null : roundedMean(cell, scale) })
			});
			return {
				...(shown.totals && { everybody: number(numbers.total, cells && totalOf(cells)) }),
				gender: Object.fromEntries(
					genders.map((gender) => [gender, number(numbers.gender[gender], cells?.[gender])])
				)
			};
		};
		put('all', ALL, rowShown(shown, tally.gender, means));
		for (const table of SHOWN_TABLES) {
			if (table === 'all') continue;
			for (const [row, numbers] of Object.entries(shown.by[table] ?? {}))
				put(table, row, rowShown(numbers, tally.tables[table]?.get(row), means));
		}
	}
	return tables;
}

function totalOf(cells: ByGender): Cell {
	const total: Cell = { people: 0, sum: 0, squares: 0 };
	for (const gender of GENDERS) addCell(total, cells[gender]);
	return total;
}

function roundedMean(cell: Cell, scale: number): { mean: number; low: number; high: number } {
	const { mean, low, high } = meanOf(cell);
	const to = (n: number) => Math.round(n * scale) / scale;
	return { mean: to(mean), low: to(low), high: to(high) };
}

/** What the edition before published, as protection knows it. */
async function readPublished(db: Db, edition: Edition): Promise<Map<string, Published>> {
	const tables = await Promise.all(
		SHOWN_TABLES.map(async (name) => [name, await readTable(db, edition, name)] as const)
	);
	const published = new Map<string, Published>();
	const genderOf = ({ gender }: ShownRow) =>
		Object.fromEntries(GENDERS.map((one) => [one, gender[one]?.people ?? null])) as Record<
			Gender,
			number | null
		>;
	for (const [name, table] of tables)
		for (const [key, rows] of Object.entries(table))
			for (const [row, shown] of Object.entries(rows)) {
				const { indicator, part } = splitKey(key);
				const id = keyOf({ indicator, part });
				const total = shown.everybody?.people ?? null;
				if (name === 'all')
					published.set(id, {
						total,
						gender: genderOf(shown),
						totals: shown.everybody !== undefined,
						by: {}
					});
				else (published.get(id)!.by[name] ??= {})[row] = { total, gender: genderOf(shown) };
			}
	return published;
}
