import type { EventBodies } from '#lib/progress/index.ts';
import { systemRandom, uuidv7 } from '../platform/ids.ts';
import { somebody } from './profiles.ts';
import type { Note, PhoneEvent, PhoneStore } from './store.ts';

/** S1, P1. Makes one event of the active profile; resolves when it is on the disk. */
export const append = <K extends keyof EventBodies>(
	store: PhoneStore,
	kind: K,
	body: EventBodies[K],
	at = Date.now(),
	random = systemRandom
): Promise<PhoneEvent> =>
	store.run('readwrite', async (t) => {
		const profile = await somebody(t, at, random);
		let device = await t.get<Note<string>>('notes', 'device');
		if (!device) await t.put('notes', (device = { id: 'device', value: uuidv7(at, random) }));
		const event: PhoneEvent = {
			id: uuidv7(at, random),
			profile: profile.id,
			actor: 'self',
			device: device.value,
			seq: profile.seq + 1,
			kind,
			v: 1,
			at,
			body,
			state: 'here'
		};
		await t.put('profiles', { ...profile, seq: event.seq });
		await t.put('events', event);
		return event;
	});
