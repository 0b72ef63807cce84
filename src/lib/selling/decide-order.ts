/**
 * The life of a cash-on-delivery order. Pure: the database calls it inside the transaction that moves the order.
 *
 *   new ──confirm──▶ confirmed ──send──▶ sent ──deliver──▶ delivered
 *    └──cancel──▶ cancelled ◀──cancel──┘   └──bring back──▶ returned ◀──┘
 */
import { never } from '../platform/result.ts';

export const orderStates = ['new', 'confirmed', 'sent', 'delivered', 'returned', 'cancelled'] as const;
export type OrderState = (typeof orderStates)[number];

/** Orders she still has to do something for; they count against the limit of her tier. */
export const openStates = ['new', 'confirmed', 'sent'] as const satisfies readonly OrderState[];

export const orderActs = ['confirm', 'send', 'deliver', 'paid', 'bring-back', 'cancel'] as const;
export type OrderAct = (typeof orderActs)[number];
export type OrderActor = 'seller' | 'buyer';

export const cancelReasons = {
	seller: ['no-answer', 'not-real', 'sold-out', 'too-far', 'buyer-asked', 'other'],
	buyer: ['changed-mind', 'too-late', 'by-mistake', 'other']
} as const satisfies Record<OrderActor, readonly string[]>;
export const returnReasons = ['refused-at-door', 'not-found', 'not-as-shown', 'damaged', 'other'] as const;

/** What can be true of a parcel whose buyer says that she has it. */
const returnReasonsOnceReceived = [
	'not-as-shown',
	'damaged',
	'other'
] as const satisfies readonly (typeof returnReasons)[number][];

/** M12. Why a parcel came back: against the buyer's word nobody says that it never arrived. */
export const returnReasonsOf = ({
	deliveredBy
}: Pick<OrderFacts, 'deliveredBy'>): readonly (typeof returnReasons)[number][] =>
	deliveredBy === 'buyer' ? returnReasonsOnceReceived : returnReasons;

export interface OrderFacts {
	state: OrderState;
	/** M12: whose word says that it arrived; the buyer's is kept once given. */
	deliveredBy: OrderActor | null;
	/** M7: she has seen the money in her own hand or balance. */
	paid: boolean;
}

export type OrderDecision =
	/** `stock`: `take` moves the pieces out of the shop (M6), `may-return` puts them back if she says so. */
	| { outcome: 'move'; to: OrderFacts; stock: 'take' | 'give-back' | 'may-return' | 'none' }
	/** A second tap, or an older page: what was asked is already so. */
	| { outcome: 'already' }
	| {
			outcome: 'refused';
			why: 'not-yours' | 'not-confirmed' | 'not-sent' | 'not-delivered' | 'on-the-way' | 'over';
	  };

const move = (
	to: OrderFacts,
	stock: 'take' | 'give-back' | 'may-return' | 'none' = 'none'
): OrderDecision => ({
	outcome: 'move',
	to,
	stock
});
const already: OrderDecision = { outcome: 'already' };
type Why = Extract<OrderDecision, { outcome: 'refused' }>['why'];
const refused = (why: Why): OrderDecision => ({ outcome: 'refused', why });

/** What an act by somebody does to an order. */
export function decideOrder(order: OrderFacts, act: OrderAct, actor: OrderActor): OrderDecision {
	const { state } = order;
	switch (act) {
		case 'confirm':
			if (actor === 'buyer') return refused('not-yours');
			if (state === 'new') return move({ ...order, state: 'confirmed' }, 'take');
			return isOver(state) ? refused('over') : already;
		case 'send':
			if (actor === 'buyer') return refused('not-yours');
			// Confirm before dispatch: a parcel nobody confirmed is the parcel that comes back.
			if (state === 'new') return refused('not-confirmed');
			if (state === 'confirmed') return move({ ...order, state: 'sent' });
			return isOver(state) ? refused('over') : already;
		case 'deliver':
			return actor === 'buyer' ? saidByBuyer(order) : saidBySeller(order);
		case 'paid':
			if (actor === 'buyer') return refused('not-yours');
			if (state !== 'delivered') return refused(isOver(state) ? 'over' : 'not-delivered');
			return order.paid ? already : move({ ...order, paid: true });
		case 'bring-back':
			if (actor === 'buyer') return refused('not-yours');
			if (state === 'sent' || state === 'delivered')
				return move({ ...order, state: 'returned' }, 'may-return');
			if (state === 'returned') return already;
			return refused(state === 'cancelled' ? 'over' : 'not-sent');
		case 'cancel':
			if (state === 'new') return move({ ...order, state: 'cancelled' });
			if (state === 'confirmed') return move({ ...order, state: 'cancelled' }, 'give-back');
			if (state === 'cancelled') return already;
			return refused(state === 'sent' ? 'on-the-way' : 'over');
		default:
			return never(act);
	}
}

const isOver = (state: OrderState): boolean => state === 'returned' || state === 'cancelled';

/** M12. The buyer's word outweighs the seller's, and may come before she has marked the parcel as sent. */
function saidByBuyer(order: OrderFacts): OrderDecision {
	if (isOver(order.state)) return refused('over');
	if (order.state === 'new') return refused('not-confirmed');
	if (order.state === 'delivered' && order.deliveredBy === 'buyer') return already;
	return move({ ...order, state: 'delivered', deliveredBy: 'buyer' });
}

function saidBySeller(order: OrderFacts): OrderDecision {
	if (isOver(order.state)) return refused('over');
	if (order.state === 'delivered') return already;
	if (order.state === 'sent') return move({ ...order, state: 'delivered', deliveredBy: 'seller' });
	return refused(order.state === 'new' ? 'not-confirmed' : 'not-sent');
}
