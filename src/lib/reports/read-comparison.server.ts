import { may, type StaffAt } from '#lib/cohorts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { EVERYBODY, makeComparison, type ComparedLine, type Group, type Side } from './comparison.ts';
import type { Edition } from './edition.ts';
import { listEditions, readTable } from './edition.repository.server.ts';
import { DIMENSIONS, FUNNEL } from './indicators.ts';
import type { ReportRefusal } from './read-report.server.ts';
import type { Who } from './report.ts';

export interface SideQuery {
	/** Left out: the newest closed quarter, and the one before it on the left. */
	period?: string;
	of: Group;
}

export interface Compared {
	/** Every closed quarter, the newest first. */
	quarters: Edition[];
	/** Everybody, and every row that either quarter has. */
	groups: Group[];
	left: { edition: Edition; of: Group };
	right: { edition: Edition; of: Group };
	who: Who;
	lines: ComparedLine[];
}

/** R4. Two quarters, two classes, two districts … beside each other. */
export async function readComparison(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	asked: { left: SideQuery; right: SideQuery; who?: Who }
): Promise<Result<Compared, ReportRefusal>> {
	if (!may(at, 'report.see')) return refuse({ tag: 'forbidden' });
	const quarters = (await listEditions(db, at.organisationId)).toReversed();
	const editionOf = ({ period }: SideQuery, nth: number) =>
		period === undefined ? (quarters[nth] ?? quarters[0]) : quarters.find((one) => one.period === period);
	const [left, right] = [editionOf(asked.left, 1), editionOf(asked.right, 0)];
	if (!left || !right) return refuse({ tag: 'no_report' });
	const editions = [...new Set([left, right])];
	const sideOf = async (edition: Edition, of: Group): Promise<Side> => ({
		...of,
		edition,
		shown: await readTable(db, edition, of.table)
	});
	const [a, b, groups] = await Promise.all([
		sideOf(left, asked.left.of),
		sideOf(right, asked.right.of),
		Promise.all(
			DIMENSIONS.map(async (table): Promise<Group[]> => {
				const tables = await Promise.all(editions.map((edition) => readTable(db, edition, table, FUNNEL)));
				const rows = tables.flatMap((shown) => Object.values(shown).flatMap((row) => Object.keys(row)));
				return [...new Set(rows)].sort().map((row) => ({ table, row }));
			})
		)
	]);
	return ok({
		quarters,
		groups: [EVERYBODY, ...groups.flat()],
		left: { edition: left, of: asked.left.of },
		right: { edition: right, of: asked.right.of },
		...makeComparison(a, b, asked.who)
	});
}
