/** UTC milliseconds. Time is an argument everywhere; only the composition root names the real clock. */
export type Clock = () => number;

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const systemClock: Clock = () => Date.now();
