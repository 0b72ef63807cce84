import type { Receipt } from '#lib/sync/index.ts';
import { keepHers, readHers } from './drafts.ts';
import { forgetMark, marksOfErased, type Mark } from './marker.ts';
import { readHersOf, thisPhone, whoIsOpen } from './profiles.ts';
import type { Server } from './server.ts';
import type { Access, PhoneStore, Profile } from './store.ts';

/**
 * S10. What is known after the browser's storage was erased. `missing`: so many acts made on this phone are not with the
 * server (0: all are). `unknown`: the server has nothing of that storage under her name, so what was done since may be lost.
 */
export type Loss = { loss: 'missing'; events: number; hers: Mark[] } | { loss: 'unknown'; hers: Mark[] };

/** What of the marks she has been told and that is not known to be hers: another learner may still have to read it. */
const TOLD = 'loss-told';
const nameOf = ({ profile, device }: Mark) => `${profile}-${device}`;

/** The server tells at most so many. */
const MOST_STREAMS = 50;

/**
 * Pure: marks that outlived the storage against what the server holds of her.
 * @param mine her profile here: of others' marks it is not known whose they are
 */
export function decideLoss(
	erased: readonly Mark[],
	receipts: readonly Receipt[],
	mine = ''
): Loss | undefined {
	if (!erased.length) return undefined;
	const known = erased.flatMap((mark) => {
		const { profile, device, seq } = mark;
		const held = receipts.find((r) => r.profile.endsWith(profile) && r.device.endsWith(device));
		if (held) return [{ mark, missing: seq - held.heldTo - held.exceptions.length }];
		// Hers, and nothing of that storage came; unless the server told only its newest streams.
		return mine.endsWith(profile) && receipts.length < MOST_STREAMS ? [{ mark, missing: seq }] : [];
	});
	const hers = known.map(({ mark }) => mark);
	if (!hers.length) return { loss: 'unknown', hers };
	return { loss: 'missing', events: known.reduce((sum, { missing }) => sum + Math.max(0, missing), 0), hers };
}

export const readErased = async (store: PhoneStore, cookies = document.cookie): Promise<Mark[]> =>
	marksOfErased(cookies, await store.read(devicesHere));

/** What this storage calls itself, and its tiles. */
const devicesHere = async (t: Access): Promise<string[]> =>
	[await thisPhone(t), ...(await t.all<Profile>('profiles'))].flatMap((one) => one?.device ?? []);

/** Of those, what the open learner has not been told. */
export async function readUntold(store: PhoneStore, cookies = document.cookie): Promise<Mark[]> {
	const told = (await readHers<string[]>(store, TOLD)) ?? [];
	return (await readErased(store, cookies)).filter((mark) => !told.includes(nameOf(mark)));
}

/** Asks the server for whoever is open. Nothing where no storage was erased, nobody is open, or there is no signal. */
export async function readLoss(
	store: PhoneStore,
	server: Server,
	cookies = document.cookie
): Promise<Loss | undefined> {
	const erased = await readUntold(store, cookies);
	const { phone, profile, key } = await whoIsOpen(store);
	if (!erased.length || !profile?.token) return undefined;
	const { reader } = await readHersOf(profile, key);
	const answer = await server
		.send(profile.token, [], { device: phone!.device, reader })
		.catch(() => undefined);
	return answer?.status === 200 ? decideLoss(erased, answer.receipts ?? [], profile.id) : undefined;
}

/** She has read it: marks of hers go, others wait for whose they are. */
export async function forgetLoss(store: PhoneStore, { hers }: Loss): Promise<void> {
	hers.forEach(forgetMark);
	await keepHers(store, TOLD, (await readErased(store)).map(nameOf));
}
