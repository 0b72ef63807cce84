import type { EventBodies } from '#lib/progress/index.ts';
import { systemRandom, uuidv7 } from '../platform/ids.ts';
import { somebody } from './profiles.ts';
import type { PhoneEvent, PhoneStore } from './store.ts';

/** S1, P1. Makes one event of the active profile; resolves when it is on the disk. */
export const append = <K extends keyof EventBodies>(
	store: PhoneStore,
	kind: K,
	body: EventBodies[K],
	at = Date.now(),
	random = systemRandom
): Promise<PhoneEvent> =>
	store.write(async (t) => {
		const { profile, device } = await somebody(t, at, random, 1);
		const event: PhoneEvent = {
			id: uuidv7(at, random),
			profile: profile.id,
			actor: 'self',
			device,
			seq: profile.seq,
			kind,
			v: 1,
			at,
			body,
			state: 'here'
		};
		await t.put('events', event);
		return event;
	});
