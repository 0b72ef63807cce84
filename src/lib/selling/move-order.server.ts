import type { Clock } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import {
	cancelReasons,
	decideOrder,
	returnReasonsOf,
	type OrderAct,
	type OrderActor,
	type OrderDecision,
	type OrderFacts,
	type OrderState
} from './decide-order.ts';
import { dayOf } from './format.ts';
import { addStep, findBySecret, lockOrder, updateOrder, type OrderRow } from './order.repository.server.ts';
import type { OrderLine } from './order.schema.ts';
import { secretHash, type OrderDeps } from './place-order.server.ts';
import { readWords } from './word.repository.server.ts';
import { giveStockBack, takeStock } from './shop.repository.server.ts';

export interface Move {
	act: OrderAct;
	/** cancel, bring-back: one of the reasons listed for this order. */
	reason?: string;
	/** confirm: in how many days it leaves or arrives, as she told the buyer. */
	inDays?: number;
	/** deliver: she has seen the money in her hand or her own balance (M7). */
	paid?: boolean;
	/** bring-back: the piece can be sold again. */
	restock?: boolean;
}

export type MoveRefusal =
	| { tag: 'no-order' }
	| { tag: 'reason-missing' }
	| { tag: 'day-missing' }
	/** The last piece went to another order. */
	| { tag: 'sold-out' }
	| { tag: 'refused'; why: Extract<OrderDecision, { outcome: 'refused' }>['why'] };

export const DAYS_MAX = 14;

type Moved = Result<OrderRow, MoveRefusal>;

/** What the seller does to an order of hers. Works for a suspended seller too: open orders go on (M5). */
export const moveOrderAsSeller = (
	{ db, clock }: { db: Db; clock: Clock },
	learnerId: string,
	orderId: string,
	move: Move
): Promise<Moved> =>
	db.transaction().execute((tx) => moveOrder(tx, { learnerId, orderId, actor: 'seller' }, move, clock()));

/** What the buyer does, known by the secret of the order's own page (M12). */
export const moveOrderAsBuyer = (
	{ db, clock, secrets }: Pick<OrderDeps, 'db' | 'clock' | 'secrets'>,
	secret: string,
	move: Move
): Promise<Moved> =>
	db.transaction().execute(async (tx) => {
		const found = await findBySecret(tx, secretHash(secrets, secret));
		if (!found) return refuse({ tag: 'no-order' });
		return moveOrder(
			tx,
			{ learnerId: found.learner_id, orderId: found.order_id, actor: 'buyer' },
			move,
			clock()
		);
	});

async function moveOrder(
	tx: Tx,
	{ learnerId, orderId, actor }: { learnerId: string; orderId: string; actor: OrderActor },
	move: Move,
	now: number
): Promise<Moved> {
	const order = await lockOrder(tx, learnerId, orderId);
	if (!order) return refuse({ tag: 'no-order' });
	const decision = decideOrder(factsOf(order), move.act, actor);
	if (decision.outcome === 'refused') return refuse({ tag: 'refused', why: decision.why });
	if (decision.outcome === 'already') return ok(order);
	const missing = whatIsMissing(move, actor, factsOf(order));
	if (missing) return refuse(missing);

	const lines = JSON.parse(order.lines) as OrderLine[];
	if (decision.stock === 'take' && !(await takeAll(tx, learnerId, lines, now)))
		return refuse({ tag: 'sold-out' });
	if (decision.stock === 'give-back' || (decision.stock === 'may-return' && move.restock))
		for (const l of lines) await giveStockBack(tx, learnerId, l.productId, l.quantity, now);

	// Her word on the money may come in the same tap as her word on the parcel.
	const paid = decision.to.paid || (move.act === 'deliver' && actor === 'seller' && move.paid === true);
	const change = {
		state: decision.to.state,
		delivered_by: decision.to.deliveredBy,
		paid_at: paid ? (order.paid_at ?? now) : null,
		promised_on: move.act === 'confirm' ? dayOf(now, move.inDays) : order.promised_on,
		changed_at: now,
		// What she does to an order answers its buyer, but not what was asked about it; a cancelled one waits for nothing.
		waits_since: await waitsAfter(tx, order, decision.to.state, actor)
	};
	await updateOrder(tx, learnerId, orderId, change);
	await addStep(tx, {
		learner_id: learnerId,
		order_id: orderId,
		at: now,
		act: move.act,
		state: change.state,
		by_whom: actor,
		reason: move.reason ?? (move.act === 'deliver' && paid && !order.paid_at ? 'paid' : '')
	});
	return ok({ ...order, ...change });
}

/**
 * Since when the buyer waits after a move. Confirming answers the order; a question or complaint beside it stays open until
 * the seller writes.
 */
async function waitsAfter(
	tx: Tx,
	order: OrderRow,
	state: OrderState,
	actor: OrderActor
): Promise<number | null> {
	if (order.waits_since === null || state === 'cancelled') return null;
	if (actor === 'buyer') return order.waits_since;
	const words = await readWords(tx, order.learner_id, order.order_id);
	const answered = words.findLastIndex((w) => w.by_whom === 'seller');
	return words[answered + 1]?.at ?? null;
}

export const factsOf = (order: OrderRow): OrderFacts => ({
	state: order.state as OrderState,
	deliveredBy: order.delivered_by,
	paid: order.paid_at !== null
});

function whatIsMissing(
	{ act, reason = '', inDays }: Move,
	actor: OrderActor,
	order: OrderFacts
): MoveRefusal | null {
	if (act === 'confirm')
		return inDays !== undefined && Number.isInteger(inDays) && inDays >= 0 && inDays <= DAYS_MAX
			? null
			: { tag: 'day-missing' };
	const reasons: readonly string[] | null =
		act === 'cancel' ? cancelReasons[actor] : act === 'bring-back' ? returnReasonsOf(order) : null;
	return reasons && !reasons.includes(reason) ? { tag: 'reason-missing' } : null;
}

/** All or nothing: the caller's transaction is not committed after a refusal that has changed stock. */
async function takeAll(tx: Tx, learnerId: string, lines: OrderLine[], now: number): Promise<boolean> {
	for (const [i, l] of lines.entries()) {
		if (await takeStock(tx, learnerId, l.productId, l.quantity, now)) continue;
		for (const taken of lines.slice(0, i))
			await giveStockBack(tx, learnerId, taken.productId, taken.quantity, now);
		return false;
	}
	return true;
}
