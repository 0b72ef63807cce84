import { readLatestAboutMe } from '../../accounts/index.server.ts';
import type { Db } from '../../platform/db.server.ts';
import { saysUnder18 } from '../decide-age.ts';
import type { Seller } from '../seller.repository.server.ts';
import { readShop } from '../shop.repository.server.ts';

/** Why no shop is being opened: no badge (M1), suspended (M5), under 18 (M11), or it stands already. */
export type OpeningStop =
	{ tag: 'no-seller' } | { tag: 'suspended' } | { tag: 'under-18' } | { tag: 'shop'; handle: string };

/** @param seller her account, locked where something is written */
export async function whatStops(
	db: Db,
	learnerId: string,
	seller: Seller | undefined
): Promise<OpeningStop | null> {
	if (!seller) return { tag: 'no-seller' };
	const shop = await readShop(db, learnerId);
	if (shop) return { tag: 'shop', handle: shop.handle };
	if (seller.state === 'suspended') return { tag: 'suspended' };
	return saysUnder18(await readLatestAboutMe(db, learnerId)) ? { tag: 'under-18' } : null;
}
