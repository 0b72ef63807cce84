/** The donor's table (M6): each indicator with baseline, target and what was reached, by sex and disability. */
import { isRtl } from '#lib/platform/country/lang.ts';
import { writeAudit } from '#lib/accounts/index.server.ts';
import { may, writeBook, type StaffAt } from '#lib/cohorts/index.server.ts';
import { latinDigits } from '../platform/digits.ts';
import { m } from '../platform/i18n/paraglide/messages.js';
import type { Locale } from '../platform/i18n/paraglide/runtime.js';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { ALL, type Edition, type ShownTable } from './edition.ts';
import { toDate, type ToDate } from './protection/derive.ts';
import { listEditions, readTable } from './edition.repository.server.ts';
import { indicatorOf } from './indicators.ts';
import type { ReportRefusal } from './read-report.server.ts';
import { definitionsSheet, type About } from './report-file.server.ts';
import { splitKey } from './tally.ts';
import { indicatorName, knownName, type Names } from './words.ts';

/** Of whom a row of the table tells. */
export const TARGET_GROUPS = ['everybody', 'woman', 'man', 'disability', 'woman_disability'] as const;
export type TargetGroup = (typeof TARGET_GROUPS)[number];

/** What most donors ask for (M2); with targets for others, those stand there too. */
const ASKED = ['enrolled', 'completed_any', 'badge_any', 'seller', 'first_sale', 'first_sale_confirmed'];

const COLUMNS: Record<TargetGroup, { gender: string; disability: string }> = {
	everybody: { gender: '', disability: '' },
	woman: { gender: 'woman', disability: '' },
	man: { gender: 'man', disability: '' },
	disability: { gender: '', disability: 'yes' },
	woman_disability: { gender: 'woman', disability: 'yes' }
};

/** No programme has more people. */
export const MOST_TARGET = 9_999_999;

export interface LogframeRow {
	key: string;
	group: TargetGroup;
	baseline: number | null;
	target: number | null;
	/** What was set for the last quarter before this one that has any, where this one has none: to be looked at and saved. */
	last: { baseline: number | null; target: number | null } | undefined;
	/** In this quarter. Null: hidden; undefined: nothing is published of this group. */
	actual: number | null | undefined;
	/** All closed quarters up to this one; null: none of them is published. */
	toDate: ToDate | null;
}

export interface Logframe {
	edition: Edition;
	quarters: Edition[];
	rows: LogframeRow[];
	/** Other numbers of the quarter that a row can be asked for, by key. */
	more: string[];
}

/** A target is a number of people, by gender. @param key of an indicator, with its part or without */
function takesTarget(key: string): boolean {
	const definition = indicatorOf(splitKey(key).indicator);
	return definition !== undefined && !definition.whole && definition.kind !== 'mean';
}

/** @param period the newest, when left out @param also a number that gets rows though it has no target yet */
export async function readLogframe(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	period?: string,
	also?: string
): Promise<Result<Logframe, ReportRefusal>> {
	if (!may(at, 'report.see')) return refuse({ tag: 'forbidden' });
	const quarters = await listEditions(db, at.organisationId);
	const edition = period === undefined ? quarters.at(-1) : quarters.find((one) => one.period === period);
	if (!edition) return refuse({ tag: 'no_report' });
	const numbers = Object.keys(await readTable(db, edition, 'all')).filter(takesTarget);
	const rows = await logframeOf(db, edition, quarters, numbers.includes(also ?? '') ? [also!] : []);
	const there = new Set(rows.map(({ key }) => key));
	return ok({
		edition,
		quarters: quarters.toReversed(),
		rows,
		more: numbers.filter((key) => !there.has(key))
	});
}

/** The rows of an edition's table: each indicator for every group. @param quarters every closed one */
export async function logframeOf(
	db: Services['db'],
	edition: Edition,
	quarters: readonly Edition[],
	also: readonly string[] = []
): Promise<LogframeRow[]> {
	const upToNow = await db
		.selectFrom('report_target')
		.select(['period', 'indicator', 'part', 'gender', 'disability', 'baseline', 'target'])
		.where('organisation_id', '=', edition.organisationId)
		.where('period', '<=', edition.period)
		.orderBy('period')
		.execute();
	const set = upToNow.filter(({ period }) => period === edition.period);
	const before = upToNow.at(-1)?.period;
	const last = set.length ? [] : upToNow.filter(({ period }) => period === before);
	const keyOf = (row: { indicator: string; part: string }) =>
		row.part === '' ? row.indicator : `${row.indicator}/${row.part}`;
	const keys = [...new Set([...ASKED, ...[...set, ...last].map(keyOf), ...also])];
	const upTo = quarters.filter(({ period }) => period <= edition.period);
	const tables = await Promise.all(
		upTo.map(async (one) => ({
			period: one.period,
			all: await readTable(db, one, 'all', keys),
			disability: await readTable(db, one, 'disability', keys)
		}))
	);
	return keys.flatMap((key) =>
		TARGET_GROUPS.map((group): LogframeRow => {
			const { gender, disability: disabled } = COLUMNS[group];
			const isHere = (row: (typeof upToNow)[number]) =>
				keyOf(row) === key && row.gender === gender && row.disability === disabled;
			const found = set.find(isHere);
			const then = last.find(isHere);
			const reached = (of: (typeof tables)[number]) => actualOf(group, key, of.all, of.disability);
			const current = tables.find(({ period }) => period === edition.period);
			return {
				key,
				group,
				baseline: found?.baseline ?? null,
				target: found?.target ?? null,
				last: then && { baseline: then.baseline, target: then.target },
				actual: current && reached(current),
				// What is not published of a group may be somebody all the same.
				toDate: toDate(tables.map((of) => reached(of) ?? null))
			};
		})
	);
}

function actualOf(
	group: TargetGroup,
	key: string,
	all: ShownTable,
	disability: ShownTable
): number | null | undefined {
	const row = group.endsWith('disability') ? disability[key]?.['yes'] : all[key]?.[ALL];
	if (group === 'everybody' || group === 'disability') return row?.everybody?.people;
	return (group === 'man' ? row?.gender.man : row?.gender.woman)?.people;
}

export interface Typed {
	key: string;
	group: string;
	baseline: string;
	target: string;
}

export type TargetRefusal = { tag: 'forbidden' } | { tag: 'no_report' } | { tag: 'numbers'; wrong: number[] };

/** Empty: none. @returns undefined where it is no whole number that a programme can have */
function readNumber(text: string): number | null | undefined {
	const typed = latinDigits(text).replace(/[\s,٬]/g, '');
	if (typed === '') return null;
	if (!/^\d{1,7}$/.test(typed)) return undefined;
	return Number(typed);
}

/** Writes baselines and targets of a quarter: all or nothing. @returns where it is refused, which of the typed rows */
export async function setTargets(
	services: Pick<Services, 'db' | 'clock' | 'random'>,
	at: StaffAt,
	period: string,
	typed: readonly Typed[]
): Promise<Result<null, TargetRefusal>> {
	if (!may(at, 'report.make')) return refuse({ tag: 'forbidden' });
	const { db, clock } = services;
	if (!(await listEditions(db, at.organisationId)).some((one) => one.period === period))
		return refuse({ tag: 'no_report' });
	const rows = typed.map(({ key, group, baseline, target }) => ({
		...splitKey(key),
		group: TARGET_GROUPS.find((one) => one === group),
		baseline: readNumber(baseline),
		target: readNumber(target)
	}));
	const wrong = rows.flatMap(({ indicator, group, baseline, target }, n) =>
		group && takesTarget(indicator) && baseline !== undefined && target !== undefined ? [] : [n]
	);
	if (wrong.length) return refuse({ tag: 'numbers', wrong });
	await db.transaction().execute(async (tx) => {
		for (const { indicator, part, group, baseline, target } of rows) {
			const place = { indicator, part, ...COLUMNS[group!], period };
			await tx
				.deleteFrom('report_target')
				.where('organisation_id', '=', at.organisationId)
				.where((eb) => eb.and(place))
				.execute();
			if (baseline === null && target === null) continue;
			await tx
				.insertInto('report_target')
				.values({
					organisation_id: at.organisationId,
					...place,
					baseline: baseline ?? null,
					target: target ?? null,
					set_at: clock(),
					set_by: at.staffId
				})
				.execute();
		}
		await writeAudit(tx, services, {
			organisationId: at.organisationId,
			actor: at.staffId,
			act: 'report.targets_set',
			subject: at.organisationId,
			detail: { period }
		});
	});
	return ok(null);
}

const GROUP_WORDS: Record<TargetGroup, (i: Record<string, never>, o: { locale: Locale }) => string> = {
	everybody: m.reports_everybody,
	woman: m.reports_gender_woman,
	man: m.reports_gender_man,
	disability: m.reports_disability_yes,
	woman_disability: m.reports_group_woman_disability
};

export const groupName = (group: TargetGroup, locale: Locale): string => GROUP_WORDS[group]({}, { locale });

/** The table as an XLSX, for the donor's own form. With what its numbers mean. */
export function logframeXlsx(
	{ rows }: Pick<Logframe, 'rows'>,
	names: Names,
	locale: Locale,
	about: About
): Promise<Buffer> {
	const hidden = m.reports_hidden({}, { locale });
	return writeBook(
		[
			{
				name: m.reports_logframe({}, { locale }),
				headings: [
					m.reports_line({}, { locale }),
					m.reports_group({}, { locale }),
					m.reports_baseline({}, { locale }),
					m.reports_target({}, { locale }),
					m.reports_actual({}, { locale }),
					m.reports_to_date({}, { locale }),
					m.reports_choose_period({}, { locale }),
					m.reports_source({}, { locale })
				],
				rows: rows.map(({ key, group, baseline, target, actual, toDate }) => [
					indicatorName(key, names, locale),
					groupName(group, locale),
					baseline,
					target,
					actual === undefined ? null : (actual ?? hidden),
					toDate === null
						? hidden
						: toDate.atLeast
							? m.reports_at_least({ n: `${toDate.sum}` }, { locale })
							: toDate.sum,
					about.span,
					knownName(key, locale)
				]),
				widths: [44, 24, 12, 12, 14, 16, 30, 44]
			},
			definitionsSheet([...new Set(rows.map(({ key }) => key))], about, names, locale)
		],
		isRtl(locale)
	);
}
