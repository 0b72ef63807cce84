/** Her shop and what she sold (M4, M12), and what she told of her business (M2). */
import type { AboutMe } from '../accounts/index.ts';
import type { FactBook, Place } from './fact-book.ts';
import type { History, Order } from './history.ts';
import { SALES_BAND_ENDS, SALES_BANDS } from './indicators.ts';
import { nextPeriod, type Period } from './period.ts';
import { stayAt } from './stays.ts';

const earliest = (times: readonly (number | null)[]): number | null =>
	times.reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null);

export function foldBusiness(book: FactBook, history: History): void {
	const { orders } = history;
	for (const [indicator, at] of [
		['seller', history.sellerAt],
		['shop_open', history.shopOpenAt],
		['first_product', history.firstProductAt],
		['first_order', earliest(orders.map((order) => order.confirmedAt))],
		['first_sale', earliest(orders.map((order) => order.deliveredAt))],
		['first_sale_confirmed', earliest(orders.map((order) => order.buyerSaidAt))]
	] as const)
		if (at !== null) book.once(indicator, [{ at }]);
}

export const salesBand = (rupees: number): string =>
	SALES_BANDS[SALES_BAND_ENDS.findIndex((end) => rupees <= end)] ?? SALES_BANDS.at(-1)!;

type Delivered = Order & { deliveredAt: number };

/**
 * One fact for each quarter in which a woman of the class had her shop open, up to the one that runs: by what was delivered in
 * it, or `none`.
 * @returns when the next quarter makes another fact, UTC ms; null where none does
 */
export function foldSales(book: FactBook, place: Place, history: History, now: number): number | null {
	const delivered = history.orders
		.filter((order): order is Delivered => order.deliveredAt !== null)
		.sort((a, b) => a.deliveredAt - b.deliveredAt);
	const since = earliest([history.shopOpenAt, delivered[0]?.deliveredAt ?? null]);
	if (since === null) return null;
	const { calendar, stays } = place;
	const last = calendar.periodOf(now);
	for (let period: Period = calendar.periodOf(since); period <= last; period = nextPeriod(period)) {
		const { from, to } = calendar.boundsOf(period);
		const sold = delivered.filter(
			({ deliveredAt: at }) => from <= at && at < to && stayAt(stays, at) !== undefined
		);
		const at = sold[0]?.deliveredAt ?? firstDay(place, Math.max(from, since), Math.min(to, now + 1));
		if (at === null) continue;
		const rupees = sold.reduce((sum, order) => sum + order.rupees, 0);
		book.add('sales', at, stayAt(stays, at)!, { band: salesBand(rupees) });
	}
	const { to } = calendar.boundsOf(last);
	return stayAt(stays, to) ? to : null;
}

/** The first moment of a span at which something belongs to one of her classes. */
function firstDay({ stays }: Place, from: number, to: number): number | null {
	if (from >= to) return null;
	if (stayAt(stays, from)) return from;
	return stays.find((stay) => stay.from > from && stay.from < to)?.from ?? null;
}

/** Baseline and follow-ups: one row of facts for each, if she answered any of it. */
export function foldAnswers(book: FactBook, { about, followUps }: History): void {
	const [first] = about;
	for (const { month, at, told } of [...(first ? [{ month: 0, ...first }] : []), ...followUps]) {
		if (!ASKED.some((field) => told[field] !== undefined)) continue;
		book.once(`asked_${month}`, [{ at }]);
		if (told.sells_now === 'yes') book.once(`sells_${month}`, [{ at }]);
		if (told.orders !== undefined) book.once(`orders_${month}`, [{ at, band: told.orders }]);
		if (told.own_account === 'yes') book.once(`account_${month}`, [{ at }]);
		// M2: alone or together.
		if (told.earnings === 'self' || told.earnings === 'together') book.once(`decides_${month}`, [{ at }]);
	}
}

const ASKED = [
	'sells_now',
	'orders',
	'own_account',
	'earnings'
] as const satisfies readonly (keyof AboutMe)[];
