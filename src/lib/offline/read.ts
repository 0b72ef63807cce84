import { fold, type Progress, type ServerNews } from '#lib/progress/index.ts';
import { closeIfLeft } from './auto-lock.ts';
import { readHers } from './drafts.ts';
import { formsIn, type FormRow } from './form-rows.ts';
import { reachedId, type Reached } from './reached.ts';
import { openPhone, workState, type WorkState } from './phone.ts';
import { readHersOf, whoIsOpen } from './profiles.ts';
import { counted, isUnanswered, readLog } from './read-log.ts';
import { closePages } from './session.ts';
import type { Hers, PhoneEvent, Profile } from './store.ts';

/** Whoever is open, with what only she may see. */
export type OpenProfile = Profile & Hers;

/** What a page may show of this phone. */
export interface PhoneView {
	/** Nobody yet before the first act, and on a phone that keeps nothing. */
	profile: OpenProfile | undefined;
	progress: Progress;
	news?: ServerNews;
	state: WorkState;
	/** Events not yet named by the server, and forms that go by themselves. */
	waiting: number;
	/** Not counted by the server, each with its reason, for a person to read (S3). */
	rejected: PhoneEvent[];
	/** All her events on this phone. */
	events: PhoneEvent[];
	/** A2. Papers handed in of which the server has not spoken. */
	unanswered: PhoneEvent[];
	/** When the server last told her news, by the phone's clock. */
	heardAt?: number;
}

/**
 * What waits for a signal, and where her work is by that: also of her other profile here, and of forms, for which a
 * lesson's own state (workState) has no room. A refused form waits for her: it goes nowhere by itself, and lies on this
 * phone alone.
 * @param sent state of the lessons alone
 */
export function whereItIs(
	events: readonly Pick<PhoneEvent, 'state'>[],
	forms: readonly Pick<FormRow, 'refused'>[],
	joined: boolean,
	sent: WorkState
): Pick<PhoneView, 'waiting' | 'state'> {
	const going = forms.filter(({ refused }) => !refused).length;
	const waiting = events.filter((event) => event.state === 'here').length + going;
	if (waiting) return { waiting, state: joined ? 'wait' : 'here' };
	return { waiting, state: forms.length ? 'here' : sent };
}

/** Her progress from the phone's own log: `fold` of it, with what the server last told (P2, A2). */
export async function readPhone(): Promise<PhoneView> {
	const nobody: PhoneView = {
		profile: undefined,
		progress: fold([]),
		state: 'none',
		waiting: 0,
		rejected: [],
		events: [],
		unanswered: []
	};
	const phone = await openPhone().catch(() => undefined);
	if (!phone) return nobody;
	const { store } = phone;
	// K3. What was left too long is not shown first and closed afterwards.
	if (await closeIfLeft(store)) {
		void closePages(store);
	}
	const { profile, key } = await whoIsOpen(store);
	if (!profile) return nobody;
	const [hers, events, news, sent, reached, forms] = await Promise.all([
		readHersOf(profile, key),
		readLog(store),
		readHers<ServerNews>(store, 'news'),
		workState(store),
		store.read((t) => t.get<Reached>('notes', reachedId(profile.id))),
		store.read((t) => formsIn(t, profile.id))
	]);
	const unanswered = events.filter((event) => isUnanswered(event, reached));
	const { waiting, state } = whereItIs(events, forms, Boolean(profile.token), sent);
	return {
		profile: { ...profile, ...hers },
		progress: fold(
			counted(events).filter((event) => event.kind !== 'check.submitted' || unanswered.includes(event)),
			news
		),
		news,
		state,
		waiting,
		rejected: events.filter((event) => event.state === 'rejected'),
		events,
		unanswered,
		heardAt: reached?.at || undefined
	};
}
