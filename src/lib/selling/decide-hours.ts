/** When a seller answers: whole hours of the country's clock, on one day. Pure. */

/** Hours that may be chosen: from six in the morning to eleven at night. */
export const FIRST_HOUR = 6;
export const LAST_HOUR = 23;

export interface ReplyHours {
	/** 6–22 */
	from: number;
	/** Later than `from`, up to 23. */
	to: number;
}

/** `hours-one`: one of the two alone. */
export type HoursFault = 'not-a-choice' | 'hours-one' | 'hours-order';

/** What two lists of a form say; both empty: she names no hours. */
export function readHours(
	from: string,
	to: string
): { ok: true; hours: ReplyHours | null } | { ok: false; fault: HoursFault } {
	if (from === '' && to === '') return { ok: true, hours: null };
	const [a, b] = [hourIn(from), hourIn(to)];
	if (a === null || b === null)
		return {
			ok: false,
			fault: (a ?? b) !== null && (from === '' || to === '') ? 'hours-one' : 'not-a-choice'
		};
	return a < b ? { ok: true, hours: { from: a, to: b } } : { ok: false, fault: 'hours-order' };
}

function hourIn(text: string): number | null {
	const hour = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
	return hour >= FIRST_HOUR && hour <= LAST_HOUR ? hour : null;
}
