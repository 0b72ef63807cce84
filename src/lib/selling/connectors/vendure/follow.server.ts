import type { Db, Tx } from '../../../platform/db.server.ts';
import type { Tier } from '../../decide-unlock.ts';
import { lockSeller } from '../../seller.repository.server.ts';
import { tellTargets } from '../../tell.server.ts';
import { deleteWaiting } from '../../webhooks/delivery.repository.server.ts';
import { isVendureTold, readVendureTold, writeVendureTold } from './told.server.ts';

const PAGE = 200;

/**
 * Follows the environment: switched on, news is written down for Vendure from now on, and whoever is a seller already is
 * told of once; switched off, what waits is dropped, as for an endpoint that is closed. Stopped halfway it begins anew.
 * @param allLearners walks all sellers: for the job only
 */
export async function followVendure(allLearners: Db, wanted: boolean): Promise<void> {
	const told = await readVendureTold(allLearners);
	if (!wanted) {
		if (told === 'off') return;
		await writeVendureTold(allLearners, 'off');
		await deleteWaiting(allLearners, 'vendure');
		return;
	}
	if (told === 'on') return;
	await writeVendureTold(allLearners, 'filling');
	let after = '';
	for (;;) {
		const sellers = await allLearners
			.selectFrom('seller')
			.select('learner_id')
			.where('learner_id', '>', after)
			.orderBy('learner_id')
			.limit(PAGE)
			.execute();
		for (const { learner_id } of sellers)
			await allLearners.transaction().execute((tx) => tellHowSheStands(tx, learner_id));
		if (sellers.length < PAGE) break;
		after = sellers.at(-1)!.learner_id;
	}
	await writeVendureTold(allLearners, 'on');
}

/**
 * M11. Of each new answer about herself, in its transaction: whether her shop there may be open depends on it, and the
 * carrier looks.
 */
export async function onAboutMe(tx: Tx, learnerId: string, at: number): Promise<void> {
	if (await isVendureTold(tx)) await tellHowSheStands(tx, learnerId, at);
}

/** Her row is held: nobody tells beside us. Told again, it is the same row of the outbox. */
async function tellHowSheStands(tx: Tx, learnerId: string, at?: number): Promise<void> {
	const seller = await lockSeller(tx, learnerId);
	if (!seller) return;
	const topic = seller.state === 'active' ? 'seller.unlocked' : 'seller.suspended';
	const news = {
		sellerId: seller.seller_id,
		learnerId,
		tier: seller.tier as Tier,
		policy: seller.policy,
		at: at ?? seller.changed_at
	};
	await tellTargets(tx, topic, news, ['vendure']);
}
