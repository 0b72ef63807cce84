import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { isBlockedBuyer } from './block-buyer.server.ts';
import { confirmBy, isUnanswered, UNCONFIRMED_FOR, type ConfirmBy } from './decide-answer.ts';
import { openStates, orderStates, type OrderActor, type OrderState } from './decide-order.ts';
import { reviewDoor, type Review } from './decide-review.ts';
import { wordDoor, wordFacts, type WordKind } from './decide-word.ts';
import { eraseStale } from './erase-stale.server.ts';
import { dayOf } from './format.ts';
import {
	countNew,
	findBySecret,
	readHistory,
	readOrder,
	readOrders,
	type OrderRow
} from './order.repository.server.ts';
import type { Buyer, OrderLine } from './order.schema.ts';
import { secretHash, type OrderDeps } from './place-order.server.ts';
import { readRaastTitle } from './read-pay.server.ts';
import { readReview } from './review.repository.server.ts';
import { readShop } from './shop.repository.server.ts';
import { readWords } from './word.repository.server.ts';

export interface OrderView {
	id: string;
	number: number;
	state: OrderState;
	lines: OrderLine[];
	total: number;
	deliveryFee: number;
	/** YYYY-MM-DD, once confirmed. */
	promisedOn: string | null;
	deliveredBy: OrderActor | null;
	paid: boolean;
	createdAt: number;
	/** Until when a new one is to be confirmed, UTC ms, and what happens then. */
	confirmBy: ConfirmBy | null;
	/** Since when the buyer waits for the seller, UTC ms. */
	waitsSince: number | null;
	/** What was said about it, oldest first; read with one order, not with lists. */
	words: { at: number; by: OrderActor; kind: WordKind; reason: string; words: string }[];
	/** M12: what the buyer says of it; read with one order, not with lists. */
	review: Review | null;
	/** The buyer has waited 48 hours. */
	unanswered: boolean;
	steps: { at: number; act: string; state: string; by: string; reason: string }[];
}

export interface SellersOrder extends OrderView {
	buyer: Buyer;
	/** E.164 */
	phone: string;
	/** Read with one order, not with lists. */
	blocked: boolean;
}

/** What the buyer sees on her own page: her order and how to reach the shop, if the shop says how (M8). */
export interface BuyersOrder extends OrderView {
	buyer: Pick<Buyer, 'name' | 'city'>;
	/** The name of the seller's bank account, where its Raast QR is to be seen now. */
	raastTitle: string | null;
	/** The promised day has passed, and it has not come. */
	late: boolean;
	/** She may say what she thinks of it. */
	mayReview: boolean;
	/** She may ask or complain now. */
	maySay: boolean;
	shop: {
		handle: string;
		name: string;
		nameEn: string;
		phone: string | null;
		returns: string[];
		tileSeed: number;
	};
}

const LIST_MAX = 200;

/** Her orders, open ones first; what has waited more than 72 hours is erased on the way. */
export async function readSellersOrders(
	{ db, clock }: { db: Db; clock: Clock },
	learnerId: string
): Promise<{ open: SellersOrder[]; over: SellersOrder[] }> {
	await eraseStale(db, clock(), learnerId);
	const closed = orderStates.filter((s) => !(openStates as readonly string[]).includes(s));
	const [open, over] = await Promise.all([
		readOrders(db, learnerId, openStates, LIST_MAX),
		readOrders(db, learnerId, closed, LIST_MAX)
	]);
	const now = clock();
	return { open: open.map((o) => sellersOrder(o, now)), over: over.map((o) => sellersOrder(o, now)) };
}

/** One order of hers with its history. */
export async function readSellersOrder(
	{ db, clock, secrets }: Pick<OrderDeps, 'db' | 'clock' | 'secrets'>,
	learnerId: string,
	orderId: string
): Promise<SellersOrder | undefined> {
	const order = await readOrder(db, learnerId, orderId);
	if (!order) return undefined;
	const [steps, words, review] = await Promise.all([
		stepsOf(db, order),
		wordsOf(db, order),
		reviewOf(db, order)
	]);
	const blocked = await isBlockedBuyer({ db, secrets }, learnerId, [order.buyer_phone]);
	return { ...sellersOrder(order, clock()), steps, words, review, blocked };
}

/** New orders that wait for her, for the number on the home screen. */
export const countNewOrders = (db: Db, learnerId: string, now: number = 0): Promise<number> =>
	countNew(db, learnerId, now - UNCONFIRMED_FOR);

/** The buyer's page; undefined when the link is nobody's or the order was erased. */
export async function readBuyersOrder(
	{ db, clock, secrets }: Pick<OrderDeps, 'db' | 'clock' | 'secrets'>,
	secret: string
): Promise<BuyersOrder | undefined> {
	const found = await findBySecret(db, secretHash(secrets, secret));
	if (!found) return undefined;
	await eraseStale(db, clock(), found.learner_id);
	const [order, shop] = await Promise.all([
		readOrder(db, found.learner_id, found.order_id),
		readShop(db, found.learner_id)
	]);
	if (!order || !shop) return undefined;
	const [steps, words, review] = await Promise.all([
		stepsOf(db, order),
		wordsOf(db, order),
		reviewOf(db, order)
	]);
	const said = words.filter((w) => w.by === 'buyer').length;
	const door = wordDoor('buyer', wordFacts(order, clock(), said, words.length - said));
	const { name, city } = JSON.parse(order.buyer) as Buyer;
	return {
		...view(order, clock()),
		steps,
		words,
		review,
		late: isLate(order, clock()),
		raastTitle: await readRaastTitle(db, order),
		mayReview: reviewDoor({ deliveredBy: order.delivered_by }, shop.phone === order.buyer_phone) === 'open',
		maySay:
			door === 'open' && !(await isBlockedBuyer({ db, secrets }, order.learner_id, [order.buyer_phone])),
		buyer: { name, city },
		shop: {
			handle: shop.handle,
			name: shop.name,
			nameEn: shop.name_en,
			phone: shop.phone_shown === 1 ? shop.phone : null,
			returns: shop.returns.split('\n').filter(Boolean),
			tileSeed: shop.tile_seed
		}
	};
}

const isLate = (o: OrderRow, now: number): boolean =>
	(o.state === 'confirmed' || o.state === 'sent') && o.promised_on !== null && o.promised_on < dayOf(now);

const view = (o: OrderRow, now: number): OrderView => ({
	id: o.order_id,
	number: o.number,
	state: o.state as OrderState,
	lines: JSON.parse(o.lines) as OrderLine[],
	total: o.total,
	deliveryFee: o.delivery_fee,
	promisedOn: o.promised_on,
	deliveredBy: o.delivered_by,
	paid: o.paid_at !== null,
	createdAt: o.created_at,
	confirmBy: o.state === 'new' ? confirmBy(o.created_at, o.waits_since, now) : null,
	waitsSince: o.waits_since,
	unanswered: isUnanswered(o.waits_since, now),
	words: [],
	review: null,
	steps: []
});

/** As its seller sees it: with the buyer’s address and number (M8). */
export const sellersOrder = (o: OrderRow, now: number): SellersOrder => ({
	...view(o, now),
	buyer: JSON.parse(o.buyer) as Buyer,
	phone: o.buyer_phone,
	blocked: false
});

const reviewOf = async (db: Db, o: OrderRow): Promise<Review | null> =>
	(await readReview(db, o.learner_id, o.order_id)) ?? null;

const wordsOf = async (db: Db, o: OrderRow): Promise<OrderView['words']> =>
	(await readWords(db, o.learner_id, o.order_id)).map(({ at, by_whom, kind, reason, words }) => ({
		at,
		by: by_whom,
		kind,
		reason,
		words
	}));

const stepsOf = async (db: Db, o: OrderRow): Promise<OrderView['steps']> =>
	(await readHistory(db, o.learner_id, o.order_id)).map((s) => ({
		at: s.at,
		act: s.act,
		state: s.state,
		by: s.by_whom,
		reason: s.reason
	}));
