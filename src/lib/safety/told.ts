import { type Lang } from '#lib/platform/country/lang.ts';

/** T7. What may be said with a report, all of it by tap and none of it needed. Nobody is asked for a story. */
export const REACH = ['call', 'message', 'class', 'none'] as const;
export const WHEN = ['morning', 'noon', 'evening', 'any'] as const;
export const TOPICS = ['online', 'phone', 'home', 'class', 'staff', 'other'] as const;
export type Reach = (typeof REACH)[number];
export type When = (typeof WHEN)[number];
export type Topic = (typeof TOPICS)[number];

/** How a report ends. */
export const OUTCOMES = ['spoken', 'referred', 'acted', 'unreachable', 'mistake'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** One tap on the button, and what came with it. */
export interface Telling {
	/** From the page's script; without one a second tap is known by its time. */
	key?: string | undefined;
	reach?: Reach | undefined;
	when?: When | undefined;
	topics: readonly Topic[];
}

export interface Told extends Telling {
	at: number;
}

/** What a report holds, sealed. */
export interface ReportBody {
	lang: Lang;
	told: Told[];
}

/** A tap that follows so soon is the same tap. */
export const SAME_TAP = 10 * 60_000;
const MOST = 20;

/**
 * One woman has one unread report: what she tells again is added to it. The same form twice, or two taps in a row, tell once,
 * and what the later one says is what holds.
 * @returns the tellings with this one among them
 */
export function addTelling(told: readonly Told[], given: Telling, at: number): Told[] {
	const last = told.at(-1);
	const same =
		(given.key !== undefined && told.find(({ key }) => key === given.key)) ||
		(last && at - last.at < SAME_TAP && (given.key === undefined || last.key === undefined)
			? last
			: undefined);
	if (!same) {
		const all = [...told, { ...given, at }];
		return all.length > MOST ? [all[0]!, ...all.slice(1 - MOST)] : all;
	}
	const merged: Told = {
		at: same.at,
		key: same.key ?? given.key,
		reach: given.reach ?? same.reach,
		when: given.when ?? same.when,
		topics: given.topics.length ? given.topics : same.topics
	};
	return told.map((one) => (one === same ? merged : one));
}

/** What holds now: the last word on each. What it is about is gathered from all. */
export function wordOf(told: readonly Told[]): { reach?: Reach; when?: When; topics: Topic[] } {
	const last = <K extends 'reach' | 'when'>(name: K) => [...told].reverse().find((one) => one[name])?.[name];
	const reach = last('reach');
	const when = last('when');
	return {
		...(reach && { reach }),
		...(when && { when }),
		topics: TOPICS.filter((topic) => told.some(({ topics }) => topics.includes(topic)))
	};
}
