import type { ServerNews } from '#lib/progress/index.ts';
import type { Outcome, PhoneEvent, PhoneStore, Profile } from './store.ts';

/** S2: at most so much in one batch. The envelope takes a little of the 64 KB. */
const MOST = 100;
const HEAVIEST = 63 * 1024;

/** What came back. Status 0: no signal. Outcomes only with status 200. */
export interface SendAnswer {
	status: number;
	outcomes?: Outcome[];
	news?: ServerNews;
}
export type Send = (token: string, events: PhoneEvent[]) => Promise<SendAnswer>;

const weight = (event: PhoneEvent) => new TextEncoder().encode(JSON.stringify(event)).length + 1;

/** As many from the front as fit in one batch, at least one. */
export function fitBatch(events: readonly PhoneEvent[], most = MOST): PhoneEvent[] {
	let heavy = 0;
	const fits = events.findIndex((event, i) => i >= most || ((heavy += weight(event)) > HEAVIEST && i > 0));
	return fits < 0 ? [...events] : events.slice(0, fits);
}

/**
 * Sends what one profile has waiting, oldest first, batch after batch.
 * @returns true when nothing of hers waits any more
 */
async function drain(store: PhoneStore, send: Send, { id, token }: Profile): Promise<boolean> {
	let most = MOST;
	let after = 0;
	while (token) {
		const batch = fitBatch(await store.waiting(id, after, most), most);
		if (!batch.length) return !after;
		const { status, outcomes = [], news } = await send(token, batch);
		if (status === 413 && batch.length > 1) {
			most = Math.ceil(batch.length / 2);
		} else if (status === 413) {
			// One event alone is refused as too large: it stays, and must not hold up the others.
			after = batch[0]!.seq;
			most = MOST;
		} else {
			const ids = new Set(batch.map((event) => event.id));
			const named = outcomes.filter((outcome) => ids.has(outcome.id));
			if (status !== 200) return false;
			await store.settle(id, named, news);
			if (!named.length) return false;
		}
	}
	return true;
}

/**
 * Sends for every profile on this phone that has a token, whoever is active (S8). A guest's events stay.
 * @returns true when nothing waits that could go
 */
export async function sendWaiting(store: PhoneStore, send: Send): Promise<boolean> {
	let all = true;
	for (const profile of await store.profiles()) all = (await drain(store, send, profile)) && all;
	return all;
}

/** 2 s, 4 s, 8 s … 5 min, each between half and one and a half: phones of one class must not come back together. */
export const backoff = (failures: number, chance: number) =>
	Math.min(300_000, 1000 * 2 ** failures) * (0.5 + chance);

/** The outbox of one page: one sending at a time, tried again until nothing waits. */
export function outbox(
	store: PhoneStore,
	send: Send,
	{
		later = (work: () => unknown, ms: number): unknown => setTimeout(work, ms),
		chance = Math.random,
		changed = () => {}
	} = {}
) {
	let running: Promise<void> | undefined;
	let again = false;
	let failures = 0;

	async function run(): Promise<void> {
		let all = false;
		while (again) {
			again = false;
			all = await sendWaiting(store, send).catch(() => false);
		}
		running = undefined;
		changed();
		failures = all ? 0 : failures + 1;
		// Only the newest failure is tried again by time: an answer or a signal may have come in between.
		const mine = failures;
		if (!all) later(() => mine === failures && flush(), backoff(failures, chance()));
	}

	/** Tries now: on open, on `online`, after each answer, on any network (S2). */
	function flush(): Promise<void> {
		again = true;
		return (running ??= run());
	}
	return flush;
}
