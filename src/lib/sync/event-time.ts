/** Below this a clock counts as right: requests take their time (seconds, not minutes). */
const TOLERANCE = 2 * 60_000;

/** A weekly class should have seen the work by then; what comes later is counted, and a person can see that it was late (S11). */
const LATE = 7 * 24 * 3_600_000;

/**
 * S7. When an event happened, in the server's time: the phone's time corrected by its skew, never after receipt.
 * @param skew server's clock minus the phone's when the batch was sent, ms
 */
export function happenedAt(at: number, receivedAt: number, skew: number): number {
	const corrected = Math.abs(skew) > TOLERANCE ? at + skew : at;
	return Math.max(0, Math.min(corrected, receivedAt));
}

/** S11. Whether an event came late: counted all the same, a person decides what it means. */
export const isLate = (happened: number, receivedAt: number): boolean => receivedAt - happened > LATE;
