import Papa from 'papaparse';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { orderStates } from './decide-order.ts';
import { dayOf } from './format.ts';
import { readOrders } from './order.repository.server.ts';
import { localPhone } from './phone.server.ts';
import { sellersOrder, type SellersOrder } from './read-orders.server.ts';

/** More than a home workshop packs in years; what is older stays on the pages. */
const ROWS_MAX = 5000;

/** The words of a column and what stands in it. */
export interface Column {
	head: string;
	cell(order: SellersOrder): string;
}

/** Every order of hers, newest first. */
export const readAllOrders = async (
	{ db, clock }: { db: Db; clock: Clock },
	learnerId: string
): Promise<SellersOrder[]> => {
	const now = clock();
	return (await readOrders(db, learnerId, orderStates, ROWS_MAX)).map((o) => sellersOrder(o, now));
};

/**
 * R6. Her orders as a file for a spreadsheet: UTF-8 with its mark, so that Urdu reads as Urdu, and no cell that runs.
 * Numbers are written as they are dialled here, without a plus that a spreadsheet would take for a formula.
 */
export function writeOrders(orders: readonly SellersOrder[], columns: readonly Column[]): string {
	const rows = [columns.map((c) => c.head), ...orders.map((o) => columns.map((c) => c.cell(o)))];
	return `\uFEFF${Papa.unparse(rows, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
}

/** What a seller keeps a book of; words come from the page's language. */
export const orderColumns = (word: {
	heads: Record<OrderColumn, string>;
	state(order: SellersOrder): string;
	yes: string;
}): Column[] => {
	const cells: Record<OrderColumn, Column['cell']> = {
		number: (o) => String(o.number),
		day: (o) => dayOf(o.createdAt),
		state: word.state,
		goods: (o) => o.lines.map((l) => `${l.title} × ${l.quantity}`).join('; '),
		total: (o) => String(o.total),
		fee: (o) => String(o.deliveryFee),
		paid: (o) => (o.paid ? word.yes : ''),
		name: (o) => o.buyer.name,
		phone: (o) => localPhone(o.phone),
		city: (o) => o.buyer.city,
		address: (o) => o.buyer.address.replaceAll('\n', ' '),
		landmark: (o) => o.buyer.landmark
	};
	return orderColumnNames.map((name) => ({ head: word.heads[name], cell: cells[name] }));
};

export const orderColumnNames = [
	'number',
	'day',
	'state',
	'goods',
	'total',
	'fee',
	'paid',
	'name',
	'phone',
	'city',
	'address',
	'landmark'
] as const;
export type OrderColumn = (typeof orderColumnNames)[number];
