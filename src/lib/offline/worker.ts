import type { FormRow } from './form-rows.ts';
import { sendForms } from './forms.ts';
import { outbox } from './outbox.ts';
import { server } from './send.ts';
import { ensureSession } from './session.ts';
import type { Note, PhoneStore, Profile } from './store.ts';
import { tellingPhone } from './tell-phone.ts';

/** What the service worker does for all pages of this phone, one thing after another. */
export interface Errands {
	/** Sends what waits, tells the pages, and looks for new editions. Never rejects: what did not go goes next time. */
	run(): Promise<void>;
	/** Does anything wait that goes by itself, given a signal? */
	isWaiting(): Promise<boolean>;
}

const DAY = 24 * 3_600_000;

/**
 * @param changed tells the pages
 * @param update fetches what changed of the kept courses; rejects or says false where it could not
 */
export function errands(
	store: PhoneStore,
	changed: () => void,
	update: () => Promise<boolean>,
	now: () => number = Date.now
): Errands {
	const flush = outbox(store, tellingPhone(store, server), changed);
	let last = Promise.resolve();
	const once = async () => {
		await flush();
		await ensureSession(store);
		await sendForms(store);
		changed();
		await lookForUpdates(store, update, now());
	};
	return {
		run: () => (last = last.then(once).catch(() => {})),
		isWaiting: () =>
			store.read(async (t) => {
				const profiles = (await t.all<Profile>('profiles')).filter(({ token }) => token);
				const queues = await Promise.all(profiles.map(({ id }) => t.queue(id, -1, 1)));
				const forms = await t.all<FormRow>('forms');
				return queues.some(({ length }) => length) || forms.some(({ refused }) => !refused);
			})
	};
}

/** New editions are looked for once a day, when there is a signal: a day begins anew only after an answer. */
export async function lookForUpdates(
	store: PhoneStore,
	update: () => Promise<boolean>,
	now: number
): Promise<void> {
	const id = 'looked';
	const before = await store.read((t) => t.get<Note<number>>('notes', id));
	// A phone's clock may have stood in the future.
	if (before && Math.abs(now - before.value) < DAY) return;
	if (await update()) await store.write((t) => t.put('notes', { id, value: now }));
}
