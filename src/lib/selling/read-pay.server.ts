import type { Db } from '../platform/db.server.ts';
import type { CheckState } from '../platform/schema.ts';
import { openStates, type OrderState } from './decide-order.ts';
import { passedCheck } from './decide-shop.ts';
import { findBySecret, readOrder, type OrderRow } from './order.repository.server.ts';
import { photoBlobId, RAAST, readBlob, readPhotosOf, type Bytes } from './photo.repository.server.ts';
import { secretHash, type OrderDeps } from './place-order.server.ts';
import { mayRaast } from './save-pay.server.ts';
import { readSeller } from './seller.repository.server.ts';
import { readShop } from './shop.repository.server.ts';

/** Her Raast QR as she sees it herself. */
export interface OwnRaast {
	title: string;
	/** Its picture, for herself; null where there is none. */
	photoId: string | null;
	check: CheckState | null;
	checkReason: string | null;
}

/** For her own page of payment, whatever its check says. */
export async function readOwnRaast(db: Db, learnerId: string): Promise<OwnRaast> {
	const [shop, [photo]] = await Promise.all([readShop(db, learnerId), readPhotosOf(db, learnerId, RAAST)]);
	return {
		title: shop?.raast_title ?? '',
		photoId: photo?.photo_id ?? null,
		check: photo?.check_state ?? null,
		checkReason: photo?.check_reason ?? null
	};
}

/** Confirmed, and the money not seen yet: before that a QR would ask for money for nothing. */
const mayPay = ({ state, paid_at }: OrderRow): boolean =>
	paid_at === null &&
	state !== 'new' &&
	((openStates as readonly string[]).includes(state) || (state as OrderState) === 'delivered');

/** @returns the account's title, where this order's buyer may see the QR */
export async function readRaastTitle(db: Db, order: OrderRow): Promise<string | null> {
	const photo = await raastOf(db, order);
	return photo ? ((await readShop(db, order.learner_id))?.raast_title ?? null) : null;
}

/** The picture itself, by the link of an order. */
export async function readRaastPicture(
	{ db, secrets }: Pick<OrderDeps, 'db' | 'secrets'>,
	secret: string
): Promise<Bytes | undefined> {
	const found = await findBySecret(db, secretHash(secrets, secret));
	const order = found && (await readOrder(db, found.learner_id, found.order_id));
	const photo = order && (await raastOf(db, order));
	return photo && readBlob(db, order.learner_id, photoBlobId(photo.photo_id, 'large'));
}

/** M1. By today's tier, or by the one she had when it was ordered: a fall is for new orders, open ones go on. */
async function isOffered(db: Db, order: OrderRow): Promise<boolean> {
	const seller = await readSeller(db, order.learner_id);
	if (!seller) return false;
	return mayRaast(seller) || (seller.lowered_at !== null && order.created_at < seller.lowered_at);
}

const raastOf = async (db: Db, order: OrderRow) =>
	mayPay(order) && (await isOffered(db, order))
		? (await readPhotosOf(db, order.learner_id, RAAST)).find((p) => passedCheck(p.check_state))
		: undefined;
