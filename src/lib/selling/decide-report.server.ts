import { INSTALLATION, writeAudit } from '../accounts/index.server.ts';
import type { Db } from '../platform/db.server.ts';
import { isUuid } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import {
	decideReport as decideRow,
	readOpenReports,
	readSuspendedSellers
} from './report.repository.server.ts';
import { reportReasons, type ReportReason } from './report-reasons.ts';
import { readShop } from './shop.repository.server.ts';
import { lockSeller } from './seller.repository.server.ts';
import { resumeSeller, suspendSeller } from './unlock-seller.server.ts';

type Deps = Pick<Services, 'allLearners' | 'clock' | 'random'>;

export interface ReportToDecide {
	learnerId: string;
	id: string;
	handle: string;
	name: string;
	reason: ReportReason;
	words: string;
	at: number;
}

const LIST_MAX = 100;

/** Reports that wait for a person, oldest first. */
export async function readReports(allLearners: Db): Promise<ReportToDecide[]> {
	const rows = await readOpenReports(allLearners, LIST_MAX);
	const shops = new Map<string, Awaited<ReturnType<typeof readShop>>>();
	for (const { learner_id: id } of rows) if (!shops.has(id)) shops.set(id, await readShop(allLearners, id));
	return rows.map((r) => ({
		learnerId: r.learner_id,
		id: r.report_id,
		handle: shops.get(r.learner_id)?.handle ?? '',
		name: shops.get(r.learner_id)?.name ?? '',
		// Of a newer or older version: there is no word for it here.
		reason: reportReasons.find((one) => one === r.reason) ?? 'other',
		words: r.words,
		at: r.at
	}));
}

/** What waits for a person's word on a shop: reports, and shops whose badge was taken back. At most twice LIST_MAX. */
export async function countUndecided(allLearners: Db): Promise<number> {
	const reports = await readOpenReports(allLearners, LIST_MAX);
	return reports.length + (await readSuspendedSellers(allLearners, 'badge', LIST_MAX)).length;
}

/** Shops that were stopped by a person, newest first. */
export const readStoppedShops = (allLearners: Db) => readSuspendedSellers(allLearners, 'operator', LIST_MAX);

/**
 * M5, M10. A person's answer to a report: nothing, or no new orders for this shop; open ones go on. Audited with ids only.
 * @param staffId who decided
 */
export const decideReport = (
	services: Deps,
	staffId: string,
	{ learnerId, id }: { learnerId: string; id: string },
	decision: 'nothing' | 'stopped'
): Promise<Result<null, { tag: 'gone' }>> =>
	services.allLearners.transaction().execute(async (tx) => {
		// What is no id of ours names nothing, and reaches no table.
		if (!isUuid(learnerId) || !isUuid(id)) return refuse({ tag: 'gone' });
		const at = services.clock();
		const decided = { decided_at: at, decided_by: staffId, decision };
		if (!(await decideRow(tx, learnerId, id, decided))) return refuse({ tag: 'gone' });
		if (decision === 'stopped') await suspendSeller(tx, learnerId, 'operator', services);
		await writeAudit(tx, services, {
			organisationId: INSTALLATION,
			actor: staffId,
			act: `report.${decision}`,
			subject: learnerId,
			detail: { id }
		});
		return ok(null);
	});

/**
 * Lifts what a person stopped. Audited also where a badge is missing: what was decided is undone, and the badge opens it.
 * @returns whether it takes orders again at once
 */
export const resumeShop = (
	services: Deps,
	staffId: string,
	learnerId: string
): Promise<Result<{ opened: boolean }, { tag: 'not-resumed' }>> =>
	services.allLearners.transaction().execute(async (tx) => {
		const seller = isUuid(learnerId) ? await lockSeller(tx, learnerId) : undefined;
		if (seller?.state !== 'suspended' || seller.reason !== 'operator') return refuse({ tag: 'not-resumed' });
		const opened = await resumeSeller(tx, learnerId, 'operator', services);
		await writeAudit(tx, services, {
			organisationId: INSTALLATION,
			actor: staffId,
			act: opened ? 'shop.resumed' : 'shop.stop_lifted',
			subject: learnerId
		});
		return ok({ opened });
	});
