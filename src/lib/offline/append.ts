import type { EventBodies } from '#lib/progress/index.ts';
import { systemRandom, uuidv7 } from '../platform/ids.ts';
import { active, newGuest, open, whoIsOpen } from './profiles.ts';
import type { EventRow, PhoneEvent, PhoneStore, Profile } from './store.ts';
import { importKey, seal } from './vault.ts';

/**
 * S1, P1. Makes one event of whoever is open; resolves when it is on the disk. The first act makes a guest (K1).
 * @param page whose page asks: '' where nobody was open when it loaded. Another's page writes nothing (K8).
 * @throws when somebody else is open now
 */
export async function append<K extends keyof EventBodies>(
	store: PhoneStore,
	kind: K,
	body: EventBodies[K],
	page?: string,
	at = Date.now(),
	random = systemRandom
): Promise<PhoneEvent> {
	const { phone, profile = newGuest(at, random), key } = await whoIsOpen(store);
	const { id: mine, learnerId } = profile;
	if (page ? page !== mine : page === '' && learnerId) throw Error();
	const was = phone && phone.active;
	const raw = was ? phone.key : profile.key;
	const id = uuidv7(at, random);
	const act = { actor: 'self', kind, v: 1, at, body };
	// A transaction of IndexedDB does not wait for the sealing: it is done before.
	const sealed = raw ? { box: await seal(key || (await importKey(raw)), id, act) } : act;
	const row = await store.write(async (t): Promise<EventRow | undefined> => {
		const me = { ...((await active(t)) || (was ? ({} as Profile) : profile)) };
		// Somebody else was opened, another tab made the guest, or she joined and has another key meanwhile: once more.
		if (me.id !== mine || me.token !== profile.token) return;
		me.seq++;
		const device = await open(t, me, raw, at, random);
		const row: EventRow = { id, profile: mine, device, seq: me.seq, state: 'here', ...sealed };
		await t.put('events', row);
		return row;
	});
	return row ? { ...row, ...act } : append(store, kind, body, page, at, random);
}
