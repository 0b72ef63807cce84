import type { ServerNews } from '#lib/progress/index.ts';
import type { EventState, PhoneEvent, PhoneStore, Profile } from './store.ts';

/** S2: at most so many in one batch; `send` says 413 by itself to more than 64 KB. */
const MOST = 100;

/** One line of the server's answer. */
export interface Outcome {
	id: string;
	outcome: Exclude<EventState, 'here'>;
	reason?: string;
}

/** What came back. Outcomes only with status 200. */
export interface SendAnswer {
	status: number;
	outcomes?: Outcome[];
	news?: ServerNews;
}
/** Rejects where nothing came back. */
export type Send = (token: string, events: PhoneEvent[]) => Promise<SendAnswer>;

/** S6: only an outcome that names an event of the batch moves it. */
const settle = (store: PhoneStore, id: string, batch: PhoneEvent[], { outcomes = [], news }: SendAnswer) =>
	store.write(async (t) => {
		let named = 0;
		for (const { id, outcome, reason } of outcomes) {
			const event = batch.find((e) => e.id === id);
			if (!event) continue;
			await t.put('events', { ...event, state: outcome, reason });
			named++;
		}
		if (news) await t.put('notes', { id: `news ${id}`, value: news });
		return named;
	});

/**
 * Sends what one profile has waiting, oldest first, batch after batch.
 * @returns true when nothing of hers waits any more
 */
async function drain(store: PhoneStore, send: Send, { id, token }: Profile): Promise<boolean> {
	let most = MOST;
	let after = 0;
	while (token) {
		const batch = await store.read((t) => t.queue(id, after, most));
		if (!batch.length) return !after;
		const answer = await send(token, batch);
		if (answer.status === 413) {
			// One event alone is refused as too large: it stays, and must not hold up the others.
			if (batch.length === 1) after = batch[0]!.seq;
			most = Math.ceil(batch.length / 2);
		} else if (answer.status !== 200 || !(await settle(store, id, batch, answer))) return false;
	}
	return true;
}

/**
 * Sends for every profile on this phone that has a token, whoever is active (S8). A guest's events stay.
 * @returns true when nothing waits that could go
 */
export async function sendWaiting(store: PhoneStore, send: Send): Promise<boolean> {
	let all = true;
	for (const profile of await store.read((t) => t.all<Profile>('profiles')))
		all = (await drain(store, send, profile)) && all;
	return all;
}

/** 2 s, 4 s, 8 s … 5 min, each between half and one and a half: phones of one class must not come back together. */
export const backoff = (failures: number, chance: number) =>
	Math.min(3e5, 1e3 * 2 ** failures) * (0.5 + chance);

/** The outbox of one page: one sending at a time, tried again until nothing waits. */
export function outbox(
	store: PhoneStore,
	send: Send,
	changed: () => void,
	later: (work: () => unknown, ms: number) => unknown = setTimeout,
	chance = Math.random
): () => Promise<void> {
	let failures = 0;
	let last = Promise.resolve();

	async function run(): Promise<void> {
		const all = await sendWaiting(store, send).catch(() => false);
		changed();
		// Only the newest failure is tried again by time: an answer or a signal may have come in between.
		const mine = (failures = all ? 0 : failures + 1);
		if (mine) later(() => mine === failures && flush(), backoff(mine, chance()));
	}

	/** Tries now: on open, on `online`, after each answer, on any network (S2). */
	const flush = () => (last = last.then(run));
	return flush;
}
