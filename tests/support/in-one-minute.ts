import { MINUTE } from '../../src/lib/platform/clock.ts';

const minute = () => Math.floor(Date.now() / MINUTE);

/** For limits that are counted by the minute: where one ended meanwhile, the work is done once more. */
export async function inOneMinute<T>(work: () => Promise<T>): Promise<T> {
	const began = minute();
	const result = await work();
	return minute() === began ? result : inOneMinute(work);
}
