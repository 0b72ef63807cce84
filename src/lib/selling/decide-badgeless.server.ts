/** M5. A badge was taken back and the shop stands still: a person decides whether it may open with the badge. */
import { INSTALLATION, writeAudit } from '../accounts/index.server.ts';
import { readAwards, readHistory } from '../badges/index.server.ts';
import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { countOpenOrders } from './order.repository.server.ts';
import { readSuspendedSellers } from './report.repository.server.ts';
import { lockSeller } from './seller.repository.server.ts';
import { suspendSeller } from './unlock-seller.server.ts';

export interface BadgelessShop {
	learnerId: string;
	handle: string;
	name: string;
	/** Since when it takes no new orders, UTC ms. */
	at: number;
	/** Orders that may still be finished. */
	openOrders: number;
	/** Badges of hers that do not stand, with what she said against it last. */
	badges: { awardId: string; badge: string; appeal: { at: number; words: string } | null }[];
}

const LIST_MAX = 100;

/** Shops that wait for a badge, newest first. */
export async function readBadgelessShops(allLearners: Db): Promise<BadgelessShop[]> {
	const shops = await readSuspendedSellers(allLearners, 'badge', LIST_MAX);
	return Promise.all(
		shops.map(async (shop) => ({
			...shop,
			openOrders: await countOpenOrders(allLearners, shop.learnerId),
			badges: await badgesOf(allLearners, shop.learnerId)
		}))
	);
}

async function badgesOf(db: Db, learnerId: string): Promise<BadgelessShop['badges']> {
	const gone = (await readAwards(db, learnerId)).filter(({ state }) => state !== 'active');
	return Promise.all(
		gone.map(async ({ award_id: awardId, badge }) => {
			const history = await readHistory(db, learnerId, awardId);
			// An appeal against an earlier decision is not one against this.
			const taken = history.findLastIndex(({ act }) => act === 'revoked' || act === 'suspended');
			const said = history.slice(taken + 1).findLast(({ act }) => act === 'appealed');
			return { awardId, badge, appeal: said ? { at: said.at, words: said.reason } : null };
		})
	);
}

/** From now on the badge alone does not open it: the person who decided so has to. Open orders go on. */
export const keepStopped = (
	services: Pick<Services, 'allLearners' | 'clock' | 'random'>,
	staffId: string,
	learnerId: string
): Promise<Result<null, { tag: 'gone' }>> =>
	services.allLearners.transaction().execute(async (tx) => {
		const seller = await lockSeller(tx, learnerId);
		if (seller?.state !== 'suspended' || seller.reason !== 'badge') return refuse({ tag: 'gone' });
		await suspendSeller(tx, learnerId, 'operator', services);
		await writeAudit(tx, services, {
			organisationId: INSTALLATION,
			actor: staffId,
			act: 'shop.kept_stopped',
			subject: learnerId
		});
		return ok(null);
	});
