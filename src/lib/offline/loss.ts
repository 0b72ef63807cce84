import type { Receipt } from '#lib/sync/index.ts';
import { forgetMark, marksOfErased, type Mark } from './marker.ts';
import { readHersOf, thisPhone, whoIsOpen } from './profiles.ts';
import type { Server } from './server.ts';
import type { Access, PhoneStore, Profile } from './store.ts';

/**
 * S10. What is known after the browser's storage was erased. `missing`: so many acts made on this phone are not with the
 * server (0: all are). `unknown`: the server has nothing of that storage under her name, so what was done since may be lost.
 */
export type Loss = { loss: 'missing'; events: number } | { loss: 'unknown' };

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
	const missing = erased.flatMap(({ profile, device, seq }) => {
		const held = receipts.find((r) => r.profile.endsWith(profile) && r.device.endsWith(device));
		if (held) return [seq - held.heldTo - held.exceptions.length];
		// Hers, and nothing of that storage came; unless the server told only its newest streams.
		return mine.endsWith(profile) && receipts.length < MOST_STREAMS ? [seq] : [];
	});
	if (!missing.length) return { loss: 'unknown' };
	return { loss: 'missing', events: missing.reduce((sum, n) => sum + Math.max(0, n), 0) };
}

export const readErased = async (store: PhoneStore, cookies = document.cookie): Promise<Mark[]> =>
	marksOfErased(cookies, await store.read(devicesHere));

/** What this storage calls itself, and its tiles. */
const devicesHere = async (t: Access): Promise<string[]> =>
	[await thisPhone(t), ...(await t.all<Profile>('profiles'))].flatMap((one) => one?.device ?? []);

/** Asks the server for whoever is open. Nothing where no storage was erased, nobody is open, or there is no signal. */
export async function readLoss(
	store: PhoneStore,
	server: Server,
	cookies = document.cookie
): Promise<Loss | undefined> {
	const erased = await readErased(store, cookies);
	const { phone, profile, key } = await whoIsOpen(store);
	if (!erased.length || !profile?.token) return undefined;
	const { reader } = await readHersOf(profile, key);
	const answer = await server
		.send(profile.token, [], { device: phone!.device, reader })
		.catch(() => undefined);
	return answer?.status === 200 ? decideLoss(erased, answer.receipts ?? [], profile.id) : undefined;
}

/** She has read it. */
export const forgetLoss = async (store: PhoneStore): Promise<void> =>
	(await readErased(store)).forEach(forgetMark);
