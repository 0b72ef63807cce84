import { describe, expect, test } from 'vitest';
import {
	decideOrder,
	orderActs,
	orderStates,
	returnReasonsOf,
	type OrderAct,
	type OrderActor,
	type OrderFacts,
	type OrderState
} from './decide-order.ts';

const order = (
	state: OrderState,
	deliveredBy: OrderFacts['deliveredBy'] = null,
	paid = false
): OrderFacts => ({
	state,
	deliveredBy: state === 'delivered' ? (deliveredBy ?? 'seller') : deliveredBy,
	paid
});

/** One word a cell: the next state, `=` for already so, or why not. */
const says = (state: OrderState, act: OrderAct, actor: OrderActor): string => {
	const d = decideOrder(order(state), act, actor);
	if (d.outcome === 'move') return d.to.state + (d.stock === 'none' ? '' : ` ${d.stock}`);
	return d.outcome === 'already' ? '=' : `✗ ${d.why}`;
};

describe('M6, M12 the whole table of an order', () => {
	// Rows in the order of `orderStates`: new, confirmed, sent, delivered (said by seller), returned, cancelled.
	const table: Record<OrderActor, Record<OrderAct, string[]>> = {
		seller: {
			confirm: ['confirmed take', '=', '=', '=', '✗ over', '✗ over'],
			send: ['✗ not-confirmed', 'sent', '=', '=', '✗ over', '✗ over'],
			deliver: ['✗ not-confirmed', '✗ not-sent', 'delivered', '=', '✗ over', '✗ over'],
			paid: ['✗ not-delivered', '✗ not-delivered', '✗ not-delivered', 'delivered', '✗ over', '✗ over'],
			'bring-back': ['✗ not-sent', '✗ not-sent', 'returned may-return', 'returned may-return', '=', '✗ over'],
			cancel: ['cancelled', 'cancelled give-back', '✗ on-the-way', '✗ over', '✗ over', '=']
		},
		buyer: {
			confirm: Array<string>(6).fill('✗ not-yours'),
			send: Array<string>(6).fill('✗ not-yours'),
			deliver: ['✗ not-confirmed', 'delivered', 'delivered', 'delivered', '✗ over', '✗ over'],
			paid: Array<string>(6).fill('✗ not-yours'),
			'bring-back': Array<string>(6).fill('✗ not-yours'),
			cancel: ['cancelled', 'cancelled give-back', '✗ on-the-way', '✗ over', '✗ over', '=']
		}
	};
	for (const actor of ['seller', 'buyer'] as const)
		for (const act of orderActs)
			test(`${actor}: ${act}`, () =>
				expect(orderStates.map((state) => says(state, act, actor))).toEqual(table[actor][act]));
});

describe('M12 delivered: said by seller or confirmed by buyer', () => {
	test('the buyer confirms what the seller said: the word of the buyer is kept', () => {
		const d = decideOrder(order('delivered', 'seller'), 'deliver', 'buyer');
		expect(d).toMatchObject({ outcome: 'move', to: { state: 'delivered', deliveredBy: 'buyer' } });
	});
	test('the seller cannot overwrite the word of the buyer', () =>
		expect(decideOrder(order('delivered', 'buyer'), 'deliver', 'seller')).toEqual({ outcome: 'already' }));
	test('a second tap of the buyer changes nothing', () =>
		expect(decideOrder(order('delivered', 'buyer'), 'deliver', 'buyer')).toEqual({ outcome: 'already' }));
});

describe('M12 why a parcel came back', () => {
	test('while nobody or the seller alone says that it arrived, every reason', () => {
		for (const deliveredBy of [null, 'seller'] as const)
			expect(returnReasonsOf({ deliveredBy })).toContain('refused-at-door');
	});
	test('once the buyer has it, what can be true after that', () =>
		expect(returnReasonsOf({ deliveredBy: 'buyer' })).toEqual(['not-as-shown', 'damaged', 'other']));
});

describe('M7 the money is her word, once', () => {
	test('paid is kept through a late confirmation by the buyer', () =>
		expect(decideOrder(order('delivered', 'seller', true), 'deliver', 'buyer')).toMatchObject({
			to: { paid: true }
		}));
	test('a second tap changes nothing', () =>
		expect(decideOrder(order('delivered', 'seller', true), 'paid', 'seller')).toEqual({
			outcome: 'already'
		}));
});
