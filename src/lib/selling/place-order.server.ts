import { DAY, HOUR, type Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { canonicalJson } from '../platform/hash.ts';
import { uuidv7, type Random } from '../platform/ids.ts';
import { hit } from '../platform/limits.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Secrets } from '../platform/secrets.server.ts';
import { isBlockedBuyer } from './block-buyer.server.ts';
import { formFault } from './decide-robot.ts';
import { orderDoor, type ShopFace } from './decide-shop.ts';
import type { Tier } from './decide-unlock.ts';
import { eraseStale } from './erase-stale.server.ts';
import { parseForm, type Faults } from './form.ts';
import {
	addStep,
	countOpenOrders,
	countUnconfirmed,
	insertOrder,
	readOrderByKey,
	type OrderRow
} from './order.repository.server.ts';
import { noteOrder } from './notices/note-order.server.ts';
import { orderForm, orderSeen, type Buyer, type OrderForm, type OrderLine } from './order.schema.ts';
import { readMobile, type PhoneFault } from './phone.server.ts';
import { isPublicProduct, readStanding } from './read-shop.server.ts';
import { lockShop, readHandleOwner, readProduct, updateShop } from './shop.repository.server.ts';

export interface OrderDeps {
	db: Db;
	clock: Clock;
	random: Random;
	secrets: Secrets;
	env: { shopsOpen: boolean };
}

/** Attempts of one network at one shop in an hour, and of one phone number at all shops in a day. */
const PER_NETWORK = 20;
const PER_PHONE = 10;

export type PlaceOrderRefusal =
	| { tag: 'fields'; faults: Faults; phone?: PhoneFault; phone2?: PhoneFault }
	/** No such shop or product, or not for strangers. */
	| { tag: 'not-here' }
	| { tag: 'closed'; face: ShopFace }
	/** M1: a starter shop has its hands full. */
	| { tag: 'busy' }
	/** M6: this number's earlier orders wait for an answer. */
	| { tag: 'wait-for-first' }
	| { tag: 'stock'; left: number }
	/** Price or fee changed since the page was made: shown again with the new one. */
	| { tag: 'price-changed' }
	| { tag: 'too-many'; retryAt: number }
	/** She has blocked this number. */
	| { tag: 'blocked' }
	/** The field that people cannot see was filled in, or all of them within a moment. */
	| { tag: 'trap' };

export interface Placed {
	/** For the buyer's own page. */
	secret: string;
	number: number;
	/** This form had been sent before with other words: the first one counts. */
	differs: boolean;
}

/** A key for an order form that is about to be shown. */
export const newOrderKey = ({ clock, random }: Pick<OrderDeps, 'clock' | 'random'>): string =>
	uuidv7(clock(), random);

/**
 * M6. Order first, message second: saved, numbered, and answered with the buyer's own page.
 * @param network the caller's address, kept only as a keyed hash
 */
export async function placeOrder(
	deps: OrderDeps,
	at: { handle: string; productId: string; network: string },
	form: Record<string, string>
): Promise<Result<Placed, PlaceOrderRefusal>> {
	const robot = formFault(form, deps.clock());
	if (robot === 'trap' || robot === 'too-fast') return refuse({ tag: 'trap' });
	const learnerId = await readHandleOwner(deps.db, at.handle);
	if (learnerId === null) return refuse({ tag: 'not-here' });

	const typed = readTyped(robot === 'old-form' ? { ...form, key: '' } : form);
	if (!typed.ok) return typed;
	const { order, phone, phone2, seen } = typed.value;
	const now = deps.clock();
	const free = await withinLimits(deps, now, `${at.handle}:${at.network}`, phone);
	if (!free.ok) return free;
	await eraseStale(deps.db, now, learnerId);

	return deps.db.transaction().execute(async (tx) => {
		const shop = await lockShop(tx, learnerId);
		const standing = await readStanding({ ...deps, db: tx }, learnerId);
		if (!shop || !standing) return refuse({ tag: 'not-here' });
		const product = await readProduct(tx, learnerId, at.productId);
		if (!product) return refuse({ tag: 'not-here' });

		const { quantity, name, city, address, landmark, note } = order;
		const buyer: Buyer = { name, city, address, landmark, phone2, note };
		const lines: OrderLine[] = [
			{ productId: product.product_id, title: product.title, price: product.price, quantity }
		];
		// The link is made from the form's key, so that a second tap leads to the same page.
		const secret = deps.secrets.lookup('order-link', `${learnerId}:${seen.key}`).slice(0, 32);
		const before = await readOrderByKey(tx, learnerId, seen.key);
		if (before) return ok({ secret, number: before.number, differs: !same(before, buyer, phone, quantity) });

		if (await isBlockedBuyer({ ...deps, db: tx }, learnerId, [phone, phone2]))
			return refuse({ tag: 'blocked' });
		if (!isPublicProduct(product)) return refuse({ tag: 'not-here' });
		const open = await countOpenOrders(tx, learnerId);
		const unconfirmed = await countUnconfirmed(tx, learnerId, phone);
		const door = orderDoor(standing.face, standing.seller.tier as Tier, open, unconfirmed);
		if (door === 'closed') return refuse({ tag: 'closed', face: standing.face });
		if (door !== 'open') return refuse({ tag: door });
		if (product.stock < quantity) return refuse({ tag: 'stock', left: product.stock });
		if (seen.price !== product.price || seen.fee !== shop.delivery_fee)
			return refuse({ tag: 'price-changed' });

		const orderId = uuidv7(now, deps.random);
		await insertOrder(tx, {
			learner_id: learnerId,
			order_id: orderId,
			number: shop.next_order,
			state: 'new',
			buyer: JSON.stringify(buyer),
			buyer_phone: phone,
			lines: JSON.stringify(lines),
			total: product.price * quantity + shop.delivery_fee,
			delivery_fee: shop.delivery_fee,
			secret_hash: secretHash(deps.secrets, secret),
			created_at: now,
			changed_at: now,
			// Until she confirms, declines or writes.
			waits_since: now,
			idempotency_key: seen.key
		});
		await updateShop(tx, learnerId, { next_order: shop.next_order + 1 });
		await addStep(tx, {
			learner_id: learnerId,
			order_id: orderId,
			at: now,
			act: 'place',
			state: 'new',
			by_whom: 'buyer',
			reason: ''
		});
		await noteOrder(tx, learnerId, now, deps.random);
		return ok({ secret, number: shop.next_order, differs: false });
	});
}

/** Under which the buyer's page is found; the link itself is kept nowhere. */
export const secretHash = (secrets: Secrets, secret: string): string =>
	secrets.lookup('order-secret', secret);

interface Typed {
	order: OrderForm;
	phone: string;
	phone2: string | null;
	seen: { key: string; price: number; fee: number };
}

function readTyped(form: Record<string, string>): Result<Typed, PlaceOrderRefusal> {
	const order = parseForm(orderForm, form);
	const seen = parseForm(orderSeen, form);
	const phone = readMobile(form.phone ?? '');
	const phone2 = (form.phone2 ?? '').trim() === '' ? null : readMobile(form.phone2!);
	const faults = order.ok ? {} : order.faults;
	if (order.ok && seen.ok && phone.ok && (phone2 === null || phone2.ok))
		return ok({ order: order.value, phone: phone.e164, phone2: phone2?.e164 ?? null, seen: seen.value });
	return refuse({
		tag: 'fields',
		faults: seen.ok ? faults : { ...faults, form: 'missing' },
		...(phone.ok || faults.phone ? {} : { phone: phone.fault }),
		...(phone2 === null || phone2.ok ? {} : { phone2: phone2.fault })
	});
}

async function withinLimits(
	{ db, secrets }: OrderDeps,
	now: number,
	network: string,
	phone: string
): Promise<Result<null, PlaceOrderRefusal>> {
	const uses = [
		await hit(db, `order:${secrets.lookup('network', network)}`, now, HOUR, PER_NETWORK),
		await hit(db, `order-phone:${secrets.lookup('phone', phone)}`, now, DAY, PER_PHONE)
	];
	for (const use of uses) if (!use.ok) return refuse({ tag: 'too-many', retryAt: use.refusal.retryAt });
	return ok(null);
}

const same = (order: OrderRow, buyer: Buyer, phone: string, quantity: number): boolean =>
	order.buyer_phone === phone &&
	canonicalJson(JSON.parse(order.buyer)) === canonicalJson(buyer) &&
	(JSON.parse(order.lines) as OrderLine[])[0]?.quantity === quantity;
