/** Quarters and weeks of many instants: asking a zone's clock costs more than all the rest of a fold, so each answer is kept. */
import { MINUTE } from '../platform/clock.ts';
import { boundsOf, periodOf, weekOf, type Period } from './period.ts';

/** In this century every zone's midnights fall on quarters of an hour. */
const SLOT = 15 * MINUTE;
/** Some years of quarters of an hour, in a few zones. */
const MOST_KEPT = 500_000;

export interface Calendar {
	zone: string;
	periodOf(at: number): Period;
	/** Its Monday, `YYYY-MM-DD`. */
	weekOf(at: number): string;
	boundsOf(period: Period): { from: number; to: number };
}

const calendars = new Map<string, Calendar>();

const kept = <K, V>(make: (key: K) => V): ((key: K) => V) => {
	const held = new Map<K, V>();
	return (key) => {
		let value = held.get(key);
		if (value === undefined) {
			if (held.size >= MOST_KEPT) held.clear();
			held.set(key, (value = make(key)));
		}
		return value;
	};
};

/** @param zone IANA */
export function calendarOf(zone: string): Calendar {
	let calendar = calendars.get(zone);
	if (!calendar) {
		const period = kept((slot: number) => periodOf(slot * SLOT, zone));
		const week = kept((slot: number) => weekOf(slot * SLOT, zone));
		calendar = {
			zone,
			periodOf: (at) => period(Math.floor(at / SLOT)),
			weekOf: (at) => week(Math.floor(at / SLOT)),
			boundsOf: kept((p: Period) => boundsOf(p, zone))
		};
		calendars.set(zone, calendar);
	}
	return calendar;
}
