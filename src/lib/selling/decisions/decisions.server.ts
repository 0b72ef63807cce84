/**
 * The connector of a marketplace that has none: an administrator takes a list of sellers to it and brings its decisions back.
 * On its list she is known by an id that stands for her there alone (M8): no name, no number, no learner code, by which she
 * logs in.
 */
import { holdOpenLearner, INSTALLATION, isAdministrator, writeAudit } from '../../accounts/index.server.ts';
import { dayIn } from '../../platform/clock.ts';
import { ZONE } from '../../platform/country/made/country.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';
import type { Services } from '../../services.server.ts';
import { pairwiseId } from '../../platform/pairwise.server.ts';
import { isUnder18 } from '../read-age.server.ts';
import { listAudience } from './marketplace.ts';
import {
	keepMarketplace,
	readAllSellers,
	readMarketplaces,
	writeDecision
} from './decision.repository.server.ts';
import {
	COLUMNS,
	readDecisions,
	type Decided,
	type DecisionsRead,
	type HeadingsFault,
	type Table
} from './read-decisions.ts';

type Forbidden = { tag: 'forbidden' };

/** Whom a list went to before. */
export async function listMarketplaces(
	{ db }: Pick<Services, 'db'>,
	staffId: string
): Promise<Result<string[], Forbidden>> {
	return (await isAdministrator(db, staffId)) ? ok(await readMarketplaces(db)) : refuse({ tag: 'forbidden' });
}

/** How many sellers stand on its list, and about how many it has decided. */
export async function countSellers(
	{ db, allLearners }: Pick<Services, 'db' | 'allLearners'>,
	staffId: string,
	marketplace: string
): Promise<Result<{ sellers: number; decided: number }, Forbidden>> {
	if (!(await isAdministrator(db, staffId))) return refuse({ tag: 'forbidden' });
	const all = await readAllSellers(allLearners, marketplace);
	return ok({ sellers: all.length, decided: all.filter(({ decision }) => decision !== null).length });
}

/** The list as a table of texts; that it went out is in the audit. */
export async function listSellers(
	services: Services,
	staffId: string,
	marketplace: string
): Promise<Result<{ headings: readonly string[]; rows: string[][] }, Forbidden>> {
	const { db, allLearners, secrets } = services;
	if (!(await isAdministrator(db, staffId))) return refuse({ tag: 'forbidden' });
	const all = await readAllSellers(allLearners, marketplace);
	await db.transaction().execute(async (tx) => {
		await keepMarketplace(tx, marketplace);
		await writeAudit(tx, services, {
			organisationId: INSTALLATION,
			actor: staffId,
			act: 'sellers.exported',
			subject: listAudience(marketplace),
			detail: { sellers: all.length }
		});
	});
	const young = new Set<string>();
	for (const { learner_id } of all) if (await isUnder18(db, learner_id)) young.add(learner_id);
	const rows = all.map((row) => {
		const cells: Record<(typeof COLUMNS)[number], string> = {
			id: pairwiseId(secrets, listAudience(marketplace), row.learner_id),
			tier: row.tier,
			// M11. As one whose badge was taken back: why is not told, and who has taken her in learns to stop.
			state: young.has(row.learner_id) ? 'suspended' : row.state,
			unlocked: dayIn(ZONE, row.unlocked_at),
			decision: row.decision ?? '',
			reason: row.reason ?? ''
		};
		return COLUMNS.map((column) => cells[column]);
	});
	return ok({ headings: COLUMNS, rows });
}

/** What a list that came back would do; nothing is written. */
export async function previewDecisions(
	services: Pick<Services, 'db' | 'allLearners' | 'secrets'>,
	staffId: string,
	marketplace: string,
	table: Table
): Promise<Result<DecisionsRead, Forbidden | HeadingsFault>> {
	if (!(await isAdministrator(services.db, staffId))) return refuse({ tag: 'forbidden' });
	const known = new Map(
		(await readAllSellers(services.allLearners, marketplace)).map((row): [string, Decided] => [
			pairwiseId(services.secrets, listAudience(marketplace), row.learner_id),
			{ learnerId: row.learner_id, decision: row.decision, reason: row.reason ?? '' }
		])
	);
	return readDecisions(table, known);
}

/**
 * Does what the preview said, all of it or nothing. What was seen comes back with the form and is read once more: who has
 * gone since, or was never there, stops all of it. Done twice, it is done once.
 * @param seen what the preview showed
 */
export async function commitDecisions(
	services: Services,
	staffId: string,
	marketplace: string,
	seen: readonly { id: string; decision: string; reason: string }[]
): Promise<Result<{ recorded: number }, Forbidden | { tag: 'changed' }>> {
	const table: Table = {
		rows: [
			['id', 'decision', 'reason'],
			...seen.map(({ id, decision, reason }) => [id, decision, reason])
		].map((cells, i) => ({ number: i + 1, cells }))
	};
	const read = await previewDecisions(services, staffId, marketplace, table);
	if (!read.ok) return read.refusal.tag === 'forbidden' ? refuse(read.refusal) : refuse({ tag: 'changed' });
	const { rows, blank, faults } = read.value;
	if (faults.length || blank) return refuse({ tag: 'changed' });
	if (!rows.length) return ok({ recorded: 0 });
	const at = services.clock();
	return services.allLearners.transaction().execute(async (tx) => {
		// All of them before the first is written; in one order, so that two lists at once wait and do not lock each other.
		for (const learnerId of rows.map((row) => row.learnerId).sort())
			if (!(await holdOpenLearner(tx, learnerId))) return refuse({ tag: 'changed' });
		for (const { learnerId, decision, reason } of rows)
			await writeDecision(tx, {
				learner_id: learnerId,
				marketplace,
				decision,
				reason,
				at,
				by_staff: staffId
			});
		const refused = rows.filter(({ decision }) => decision === 'refused').length;
		await writeAudit(tx, services, {
			organisationId: INSTALLATION,
			actor: staffId,
			act: 'decisions.imported',
			subject: listAudience(marketplace),
			detail: { accepted: rows.length - refused, refused }
		});
		return ok({ recorded: rows.length });
	});
}
