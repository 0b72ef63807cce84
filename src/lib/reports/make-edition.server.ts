import { setImmediate as turn } from 'node:timers/promises';
import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { countChanged, countQuarter } from './count-quarter.server.ts';
import { readParts } from './counted.repository.server.ts';
import { ALL, type Edition, type ShownRow, type ShownTableName } from './edition.ts';
import { findEdition, insertEdition, readCounted } from './edition.repository.server.ts';
import { GENDERS, INDICATORS, indicatorOf, UNTOLD, type Gender, type Indicator } from './indicators.ts';
import { closesAt, isPeriod, weeksOf, type Period } from './period.ts';
import { protectMeans, type Mean, type ShownMeans, type TrueMeans } from './protection/protect-means.ts';
import { protecting } from './protection/protect.ts';
import { roundWith } from './protection/round-cell.server.ts';
import { keyOf, type Block, type Counts, type Published } from './protection/shapes.ts';
import { readAllTables, type Tables } from './read-whole-report.server.ts';
import { SHOWN_TABLES } from './report-file.server.ts';
import { readThreshold } from './settings.server.ts';
import { addNobody, meanOf, splitKey, type ByGender, type Cell, type Tallies, type Tally } from './tally.ts';

/** While an edition is made, nobody else waits longer for the process, ms. */
const LONGEST_STEP = 20;
/** A week belongs to the quarter of its Monday: work of 1 January alone makes no report of the quarter before. */
const OF_WEEKS = INDICATORS.filter(({ parts }) => parts === 'week').map(({ id }) => id);

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
	const last = previous && (await readAllTables(allLearners, previous));
	addNobody(counted.tallies, await partsOf(allLearners, organisation.id, period, last));
	const tables = await protectedTables(
		{ allLearners, secrets },
		edition,
		counted.tallies,
		programmeOf,
		previous,
		last
	);
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
		.where('report_fact.indicator', 'not in', OF_WEEKS)
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
	previous: Edition | undefined,
	last: Tables | undefined
): Promise<Tables> {
	const genders = gatherGenders(tallies, edition.threshold);
	const steps = protecting(blocksOf(tallies), {
		organisation: edition.organisationId,
		period: edition.period,
		threshold: edition.threshold,
		round: roundWith(secrets.lookup('report-round', edition.organisationId)),
		rows: rowsOf(tallies, last),
		programmeOf,
		genders,
		...(previous && { previous: await readAllPublished(allLearners, previous) })
	});
	let step = steps.next();
	for (let since = performance.now(); !step.done; step = steps.next()) {
		if (performance.now() - since < LONGEST_STEP) continue;
		await turn();
		since = performance.now();
	}
	return tablesOf(tallies, step.value, {
		genders,
		threshold: edition.threshold,
		programmeOf,
		last
	});
}

/** Which parts there can be a number of, whether anybody is in it or not: what was known once is not taken away by a correction. */
async function partsOf(
	db: Db,
	organisationId: string,
	period: Period,
	last: Tables | undefined
): Promise<(kind: NonNullable<Indicator['parts']>) => Iterable<string>> {
	const parts = { week: new Set(weeksOf(period)), course: new Set<string>(), badge: new Set<string>() };
	const known = [
		...(await readParts(db, organisationId, period)),
		...Object.keys(last?.all ?? {}).map(splitKey)
	];
	for (const { indicator, part } of known) {
		const kind = indicatorOf(indicator)?.parts;
		if (kind && kind !== 'week') parts[kind].add(part);
	}
	return (kind) => parts[kind];
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
	const left = GENDERS.filter((gender) => !few.includes(gender) && most(gender) > 0);
	// Without a column there would be totals of nobody, and a nought is a number too.
	return left.length ? left : [UNTOLD];
}

const people = (row: ByGender): Record<Gender, number> =>
	Object.fromEntries(GENDERS.map((gender) => [gender, row[gender].people])) as Record<Gender, number>;

const countsOf = ({ gender, tables }: Tally): Counts => ({
	gender: people(gender),
	by: Object.fromEntries(
		Object.entries(tables).map(([table, rows]) => [
			table,
			Object.fromEntries([...rows].map(([row, cells]) => [row, people(cells)]))
		])
	)
});

const blocksOf = (tallies: Tallies): Block[] =>
	[...tallies].map(([key, tally]): Block => {
		const { indicator, part } = splitKey(key);
		return {
			indicator,
			part,
			counts: indicatorOf(indicator)?.whole ? tally.gender.untold.people : countsOf(tally)
		};
	});

interface Shaping {
	genders: readonly Gender[];
	threshold: number;
	programmeOf(cohortId: string): string;
	/** The edition before. */
	last: Tables | undefined;
}

/** The rows of each table: groups that anybody in the quarter belongs to, or belonged to when the edition before was made. */
function rowsOf(tallies: Tallies, last: Tables | undefined): Record<string, string[]> {
	const rows = new Map<string, Set<string>>();
	const put = (table: string, names: Iterable<string>) => {
		const known = rows.get(table) ?? new Set<string>();
		for (const name of names) known.add(name);
		rows.set(table, known);
	};
	for (const { tables } of tallies.values())
		for (const [table, of] of Object.entries(tables)) put(table, of.keys());
	for (const [table, numbers] of Object.entries(last ?? {}))
		if (table !== 'all') for (const of of Object.values(numbers)) put(table, Object.keys(of));
	return Object.fromEntries([...rows].map(([table, known]) => [table, [...known].sort()]));
}

function tablesOf(
	tallies: Tallies,
	published: ReadonlyMap<string, Published>,
	{ genders, threshold, programmeOf, last }: Shaping
): Tables {
	const tables: Tables = {};
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
		const counts = countsOf(tally);
		const means =
			definition.kind === 'mean'
				? protectMeans(trueMeans(tally), counts, shown, {
						threshold,
						decimals: definition.decimals ?? 0,
						programmeOf,
						// Of how many people a single cell's sum has changed is not kept: a mean is told once for a quarter.
						...(last && { previous: { means: shownMeansOf(last, key), changed: () => 0 } })
					})
				: undefined;
		const rowShown = (
			numbers: { total: number | null; gender: Record<Gender, number | null> },
			of: Record<Gender, Mean | null> | undefined
		): ShownRow => ({
			...(shown.totals && { everybody: { people: numbers.total } }),
			gender: Object.fromEntries(
				genders.map((gender) => [
					gender,
					{ people: numbers.gender[gender], ...(means && { mean: interval(of?.[gender]) }) }
				])
			)
		});
		put('all', ALL, rowShown(shown, means?.gender));
		for (const table of SHOWN_TABLES) {
			if (table === 'all') continue;
			for (const [row, numbers] of Object.entries(shown.by[table] ?? {}))
				put(table, row, rowShown(numbers, means?.by[table]?.[row]));
		}
	}
	return tables;
}

/** Without an interval, where it was of one person's spread: it is the mean alone. */
const interval = (mean: Mean | null | undefined): { mean: number; low: number; high: number } | null =>
	mean ? { mean: mean.mean, low: mean.mean - (mean.half ?? 0), high: mean.mean + (mean.half ?? 0) } : null;

/** What editions before published, as protection knows it; and the means of the first, which later ones repeat. */
async function readAllPublished(db: Db, last: Edition): Promise<Map<string, Published>[]> {
	const published: Map<string, Published>[] = [];
	for (let edition = 1; edition <= last.edition; edition++)
		published.push(publishedOf(await readAllTables(db, { ...last, edition })));
	return published;
}

function publishedOf(tables: Tables): Map<string, Published> {
	const published = new Map<string, Published>();
	const genderOf = ({ gender }: ShownRow) => byGender((one) => gender[one]?.people ?? null);
	for (const name of SHOWN_TABLES)
		for (const [key, rows] of Object.entries(tables[name] ?? {}))
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

const byGender = <T>(of: (gender: Gender) => T): Record<Gender, T> =>
	Object.fromEntries(GENDERS.map((gender) => [gender, of(gender)])) as Record<Gender, T>;

const trueMean = (cell: Cell): Mean | null => {
	if (!cell.people) return null;
	if (cell.people === 1) return { mean: cell.sum, half: null };
	const { mean, high } = meanOf(cell);
	return { mean, half: high - mean };
};

const trueMeans = ({ gender, tables }: Tally): TrueMeans => ({
	gender: byGender((one) => trueMean(gender[one])),
	by: Object.fromEntries(
		Object.entries(tables).map(([table, rows]) => [
			table,
			Object.fromEntries([...rows].map(([row, cells]) => [row, byGender((one) => trueMean(cells[one]))]))
		])
	)
});

/** Of a `mean` indicator, as the edition before showed them. */
function shownMeansOf(tables: Tables, key: string): ShownMeans {
	const of = (row: ShownRow | undefined) =>
		byGender((gender): Mean | null => {
			const mean = row?.gender[gender]?.mean;
			return mean ? { mean: mean.mean, half: mean.high - mean.mean } : null;
		});
	return {
		gender: of(tables.all?.[key]?.[ALL]),
		by: Object.fromEntries(
			SHOWN_TABLES.filter((name) => name !== 'all').map((name) => [
				name,
				Object.fromEntries(Object.entries(tables[name]?.[key] ?? {}).map(([row, shown]) => [row, of(shown)]))
			])
		)
	};
}
