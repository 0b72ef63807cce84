import { noteId, sealedRow } from './drafts.ts';
import { pull } from './pull.ts';
import { reachedId, type OpenReader, type Reached } from './reached.ts';
import { readHersOf, whoIsOpen } from './profiles.ts';
import type { SendAnswer, Server } from './server.ts';
import type { Access, EventRow, Note, PhoneStore, Profile } from './store.ts';

/** S2: at most so many in one batch; the server says 413 to more than 64 KB. */
const MOST = 100;

/**
 * S9. After a restore the server may lack what it once held: everything that lies here is offered again, of every profile.
 * Sent twice it is known, and counted once (S5).
 */
async function offerAll(t: Access): Promise<void> {
	for (const { id } of await t.all<Profile>('profiles')) {
		await t.drop('notes', reachedId(id));
		for (const row of await t.log(id))
			if (row.state !== 'here') await t.put('events', { ...row, state: 'here', reason: undefined });
	}
}

/** S6: only an outcome that names an event of the batch moves it. */
async function settle(
	store: PhoneStore,
	{ id, token }: Profile,
	batch: EventRow[],
	{ outcomes = [], news, cursor }: SendAnswer,
	open: OpenReader | undefined,
	now: number
): Promise<number> {
	const told = news && (await sealedRow(await noteId(id, 'news'), news, open?.key));
	return store.write(async (t) => {
		// Her tile was taken off meanwhile: nothing of hers is written any more.
		if ((await t.get<Profile>('profiles', id))?.token !== token) return 0;
		const known = await t.get<Note<string>>('notes', 'epoch');
		if (cursor && known?.value !== cursor.epoch) {
			if (known) await offerAll(t);
			await t.put('notes', { id: 'epoch', value: cursor.epoch });
		}
		let named = 0;
		for (const { id, outcome, reason } of outcomes) {
			if (!batch.some((row) => row.id === id)) continue;
			const row = await t.get<EventRow>('events', id);
			if (!row) continue;
			await t.put('events', { ...row, state: outcome, reason });
			named++;
		}
		if (told) await t.put('notes', told);
		await markUnknown(t, id, token, false);
		// Without a reader there is nothing to hear, and asking again would change nothing.
		const at = news || (open && !open.reader) ? now : undefined;
		if (cursor) await reach(t, id, cursor.pos, outcomes, { at, unheard: !news });
		return named;
	});
}

/** Where only this batch made her log longer, there is nothing to fetch. */
async function reach(
	t: Access,
	id: string,
	pos: number,
	outcomes: { outcome: string }[],
	heard: { at: number | undefined; unheard: boolean }
) {
	const { pos: from, at } = (await t.get<Reached>('notes', reachedId(id))) ?? { pos: 0, at: 0 };
	const mine = outcomes.filter(({ outcome }) => outcome === 'accepted').length;
	const alone = from + mine === pos && !outcomes.some(({ outcome }) => outcome === 'deferred');
	await t.put('notes', {
		id: reachedId(id),
		pos: alone ? pos : from,
		to: pos,
		at: heard.at ?? at,
		unheard: heard.unheard
	} satisfies Reached);
}

/**
 * K5. She had everything deleted, on this phone or another: nothing of hers goes any more. Her tile says so, and is taken off
 * by a person.
 */
const GONE = 410;
const markGone = async (t: Access, id: string, token: string) => {
	const profile = await t.get<Profile>('profiles', id);
	if (profile?.token === token)
		await t.put('profiles', { ...profile, token: undefined, isUnknown: undefined, isGone: true });
};

/** A refusal of the token is told on her home; the next answer takes it back. */
async function markUnknown(t: Access, id: string, token: string | undefined, isUnknown: boolean) {
	const profile = await t.get<Profile>('profiles', id);
	if (profile?.token === token && !!profile?.isUnknown !== isUnknown)
		await t.put('profiles', { ...profile, isUnknown });
}
const REFUSED = 401;

/** How much goes at once: on a line where a batch takes longer than the patience of a request, less with each try. */
export interface Pace {
	most: number;
}

/** Whose work goes, and whose clock is sent with it: what another phone made says nothing of this one's (S7). */
type Sender = Profile & { device: string };

/**
 * Sends what one profile has waiting, oldest first, batch after batch.
 * @returns true when nothing of hers waits any more
 */
async function drain(
	store: PhoneStore,
	server: Server,
	profile: Sender,
	open: OpenReader | undefined,
	clock: () => number,
	pace: Pace
): Promise<boolean> {
	const { id, token, device, learnerId: learner } = profile;
	let most = pace.most;
	let after = -1;
	while (token) {
		const batch = await store.read((t) => t.queue(id, after, most));
		if (!batch.length) return after < 0;
		const about = { device, reader: open?.reader, learner };
		const answer = await server.send(token, batch, about).catch((fault: Error) => {
			if (fault.name === 'AbortError') pace.most = Math.ceil(batch.length / 4);
			throw fault;
		});
		if (answer.status === 413) {
			// One event alone is refused as too large: it stays, and must not hold up the others.
			if (batch.length === 1) after = batch[0]!.seq;
			most = Math.ceil(batch.length / 2);
		} else if (answer.status === REFUSED) {
			await store.write((t) => markUnknown(t, id, token, true));
			return false;
		} else if (answer.status === GONE) {
			await store.write((t) => markGone(t, id, token));
			return false;
		} else if (answer.status !== 200 || !(await settle(store, profile, batch, answer, open, clock())))
			return false;
		else pace.most = Math.min(MOST, pace.most * 2);
	}
	return true;
}

/** With nothing to send the open learner's news are asked for, but not at every page. */
const ASK_AFTER = 5 * 60_000;

/** What the server knows of her and this phone does not: results, badges, what another phone of hers did. */
async function ask(
	store: PhoneStore,
	server: Server,
	profile: Sender,
	open: OpenReader,
	clock: () => number
): Promise<boolean> {
	const { id, token, device, learnerId: learner } = profile;
	const { reader } = open;
	const reached = await store.read((t) => t.get<Reached>('notes', reachedId(id)));
	// Without a reader only whether the server was restored (S9).
	if (!token || (!reader && !reached)) return true;
	if (!reached || Math.abs(clock() - reached.at) > ASK_AFTER) {
		const answer = await server.send(token, [], { device, reader, learner });
		if (answer.status === GONE) await store.write((t) => markGone(t, id, token));
		if (answer.status === REFUSED) await store.write((t) => markUnknown(t, id, token, true));
		if (answer.status !== 200) return false;
		await settle(store, profile, [], answer, open, clock());
	}
	return true;
}

/**
 * Sends for every profile on this phone that has a token, whoever is open (S8), and asks for the one who is. A guest's
 * events stay.
 * @returns true when nothing waits that could go
 */
export async function sendWaiting(
	store: PhoneStore,
	server: Server,
	clock: () => number = Date.now,
	pace: Pace = { most: MOST }
): Promise<boolean> {
	let all = true;
	const { phone, profile: mine, key } = await whoIsOpen(store);
	const { reader } = mine ? await readHersOf(mine, key).catch(() => ({ reader: undefined })) : {};
	const talk = async (profile: Sender): Promise<boolean> => {
		const open = profile.id === mine?.id ? { id: mine.id, key, reader } : undefined;
		const send = () => drain(store, server, profile, open, clock, pace);
		if (!(await send())) return false;
		if (!open) return true;
		// A new epoch makes everything wait again.
		if (!(await ask(store, server, profile, open, clock)) || !(await send())) return false;
		return !reader || pull(store, server, { ...open, reader });
	};
	for (const one of await store.read((t) => t.all<Profile>('profiles'))) {
		// A line that hangs for one must not hold up the others.
		const sent = await talk({ ...one, device: one.device ?? phone!.device }).catch(() => false);
		all = sent && all;
	}
	return all;
}

/** 2 s, 4 s, 8 s … 5 min, each between half and one and a half: phones of one class must not come back together. */
export const backoff = (failures: number, chance: number) =>
	Math.min(3e5, 1e3 * 2 ** failures) * (0.5 + chance);

/** One outbox, of the service worker or of a page without one: one sending at a time, tried again until nothing waits. */
export function outbox(
	store: PhoneStore,
	server: Server,
	changed: () => void,
	later: (work: () => unknown, ms: number) => unknown = setTimeout,
	chance = Math.random
): () => Promise<void> {
	let failures = 0;
	let last = Promise.resolve();
	const pace: Pace = { most: MOST };

	async function run(): Promise<void> {
		const all = await sendWaiting(store, server, Date.now, pace).catch(() => false);
		changed();
		// Only the newest failure is tried again by time: an answer or a signal may have come in between.
		const mine = (failures = all ? 0 : failures + 1);
		if (mine) later(() => mine === failures && flush(), backoff(mine, chance()));
	}

	/** Tries now: on open, on `online`, after each answer, on any network (S2). */
	const flush = () => (last = last.then(run));
	return flush;
}
