/**
 * What this phone shows when a push comes. The push carries nothing, so the words lie here, kept when she switched it on; they
 * name nobody, for whoever holds the phone reads them (K8).
 */
import { NOTICE } from './push-phone.ts';
import { active } from './profiles.ts';
import type { Note, PhoneStore } from './store.ts';

export interface Notice {
	title: string;
	body: string;
	/** Path that a tap opens. */
	open: string;
}

/** Where storage was lost: something must be shown, or the browser says that we worked unseen. */
export const bareNotice: Notice = { title: 'قدم · Qadam', body: '', open: '/' };

const kept = (store: PhoneStore): Promise<Note<Notice>[]> =>
	store.read(async (t) => (await t.all<Note<Notice>>('notes')).filter(({ id }) => id.indexOf(NOTICE) === 0));

/** Of whoever is open: named after her tile, so that it goes with it. The phone tells one learner, so another's goes. */
export async function keepNotice(store: PhoneStore, value: Notice): Promise<void> {
	const before = await kept(store);
	await store.write(async (t) => {
		for (const { id } of before) await t.drop('notes', id);
		await t.put('notes', { id: NOTICE + ((await active(t))?.id ?? ''), value });
	});
}

/** The words for a push that has just come. */
export const readNotice = async (store: PhoneStore): Promise<Notice> =>
	(await kept(store))[0]?.value ?? bareNotice;
