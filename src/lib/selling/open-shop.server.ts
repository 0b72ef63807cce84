import { findOpenLearner, readLatestAboutMe } from '../accounts/index.server.ts';
import type { Clock } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import { uuidv7, type Random } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { readDraft } from '../progress/index.server.ts';
import { saysUnder18 } from './decide-age.ts';
import { checkHandle, skeleton, suggestHandles, type HandleFault } from './decide-handle.ts';
import { shopDraft, type ShopDraft } from './draft.ts';

import { lockSeller } from './seller.repository.server.ts';
import {
	insertProduct,
	insertShop,
	readShop,
	readTakenSkeletons,
	takeHandle
} from './shop.repository.server.ts';
import type { OpenShop } from './shop.schema.ts';

interface Deps {
	db: Db;
	clock: Clock;
	random: Random;
}

export type OpenShopRefusal =
	| { tag: 'no-seller' }
	| { tag: 'suspended' }
	| { tag: 'under-18' }
	| { tag: 'handle'; fault: HandleFault | 'taken' };

/** Her lessons' work, read as a shop. */
export const draftOf = async (db: Db, learnerId: string): Promise<ShopDraft> =>
	shopDraft(await readDraft(db, learnerId));

/** The seed of her tile, for the sign of a shop that is not open yet. */
export const readShopSeed = async (db: Db, learnerId: string): Promise<number> =>
	(await findOpenLearner(db, learnerId))?.tile_seed ?? 1;

/** The nicest free address for a shop of this name. */
export async function suggestHandle(db: Db, name: string, city: string): Promise<string> {
	const wishes = suggestHandles(name, city);
	const taken = await readTakenSkeletons(db, wishes.map(skeleton));
	return wishes.find((h) => !taken.has(skeleton(h))) ?? '';
}

/**
 * Opens the shop her lessons have drafted: sign, address, and the first product from listing and price. It is public
 * once a person has looked at it (M10). A second tap finds the same shop.
 */
export const openShop = (
	{ db, clock, random }: Deps,
	learnerId: string,
	form: OpenShop
): Promise<Result<{ handle: string }, OpenShopRefusal>> =>
	db.transaction().execute(async (tx) => {
		const seller = await lockSeller(tx, learnerId);
		if (!seller) return refuse({ tag: 'no-seller' });
		const before = await readShop(tx, learnerId);
		if (before) return ok({ handle: before.handle });
		if (seller.state === 'suspended') return refuse({ tag: 'suspended' });
		if (saysUnder18(await readLatestAboutMe(tx, learnerId))) return refuse({ tag: 'under-18' });

		const { handle: wished, ...sign } = form;
		const handle = wished.toLowerCase() || (await suggestHandle(tx, form.name, form.city));
		const fault = checkHandle(handle);
		if (fault) return refuse({ tag: 'handle', fault });
		if (!(await takeHandle(tx, handle, skeleton(handle), learnerId)))
			return refuse({ tag: 'handle', fault: 'taken' });

		const now = clock();
		await insertShop(tx, {
			learner_id: learnerId,
			handle,
			...sign,
			tile_seed: await readShopSeed(tx, learnerId),
			state: 'open',
			check_state: 'waiting',
			created_at: now
		});
		await firstProduct(tx, learnerId, uuidv7(now, random), now);
		return ok({ handle });
	});

/** Only when the draft is whole: a product without a price would be a guess of ours. */
async function firstProduct(tx: Tx, learnerId: string, productId: string, now: number): Promise<void> {
	const { product } = await draftOf(tx, learnerId);
	if (!product?.price) return;
	await insertProduct(tx, {
		learner_id: learnerId,
		product_id: productId,
		title: product.title.slice(0, 80),
		details: product.details.slice(0, 800),
		price: product.price,
		stock: 1,
		state: 'shown',
		check_state: 'waiting',
		position: 1,
		created_at: now,
		changed_at: now
	});
}
