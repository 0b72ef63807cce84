import * as v from 'valibot';
import { line, lines, needed, whole } from './form.ts';

export const QUANTITY_MAX = 20;

/** A buyer's order. Phone numbers are read by phone.server.ts, which says how many digits are missing. */
export const orderForm = v.object({
	quantity: whole(1, QUANTITY_MAX),
	name: v.pipe(needed(line(60)), v.minLength(2, 'too-short')),
	phone: needed(line(40)),
	city: needed(line(40)),
	address: v.pipe(needed(lines(240)), v.minLength(6, 'too-short')),
	/** Couriers find a house by what stands beside it. */
	landmark: needed(line(80)),
	phone2: line(40),
	note: lines(200)
});
export type OrderForm = v.InferOutput<typeof orderForm>;

/** What the page promised, sent back so that nobody pays another price than the one she saw. */
export const orderSeen = v.object({
	key: v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]{16,64}$/)),
	price: whole(1, 500_000),
	fee: whole(0, 100_000)
});

/** The parts of `shop_order.buyer` (JSON). */
export interface Buyer {
	name: string;
	city: string;
	address: string;
	landmark: string;
	phone2: string | null;
	note: string;
}

/** The parts of `shop_order.lines` (JSON): title and price as they were when it was ordered. */
export interface OrderLine {
	productId: string;
	title: string;
	price: number;
	quantity: number;
}
