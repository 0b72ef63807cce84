import { DAY, HOUR, MINUTE } from '../platform/clock.ts';

/** Who is trying: a device that opened this work before, or any other (all of them share one count). */
export type DeviceKind = 'known' | 'unknown';

const FREE: Record<DeviceKind, number> = { known: 6, unknown: 4 };
const LONGEST: Record<DeviceKind, number> = { known: HOUR, unknown: 6 * HOUR };
/** After so long without a try the count begins again. */
export const QUIET = 7 * DAY;

/**
 * K3. How long to wait after this many wrong tries, ms: nothing at first, then a minute, doubled each time.
 * Four pictures have 20,736 orders: at four tries a day, a stranger with her card needs years.
 */
export function waitAfter(failures: number, device: DeviceKind): number {
	const beyond = failures - FREE[device];
	return beyond <= 0 ? 0 : Math.min(MINUTE * 2 ** Math.min(beyond - 1, 20), LONGEST[device]);
}
