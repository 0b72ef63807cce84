/** What the phone knows of the questions that come months later; the card on her home and the page itself both ask it. */
import { dueNow, type Said } from '#lib/follow-up/index.ts';
import {
	keepDraft,
	readDraft,
	type PhoneEvent,
	type PhoneStore,
	type PhoneView
} from '#lib/offline/index.ts';
import { all } from './fill.ts';

/** Name of the draft: until when this phone says nothing of it. Sealed, and its name hidden, as every draft's. */
const LATER = 'follow-up';
const WEEK = 7 * 86_400_000;

/** Her answers on this phone, sent or not. */
export const answered = ({ events }: PhoneView): PhoneEvent[] =>
	events.filter(({ kind }) => kind === 'followup.answered');

/** What to ask her now, as the server last told and as she has answered here: also without a signal. */
export const toAsk = (view: PhoneView) =>
	dueNow(
		(view.profile && view.news?.followUps) || [],
		answered(view).map(({ body }) => body as Said),
		Date.now()
	);

/** "Not now" was said here within the week; a clock that stood in the future holds nothing back. */
export async function isLater(store: PhoneStore): Promise<boolean> {
	const until = await readDraft<number>(store, LATER);
	return until !== undefined && until > Date.now() && until <= Date.now() + WEEK;
}

/** "Not now": a week of rest on this phone. @param page whose page it is (K8) @param then after it is kept, or not */
export function listenLater(store: PhoneStore, page: string, then: (home: string) => unknown): void {
	for (const link of all<HTMLAnchorElement>(document, '[data-later]'))
		link.onclick = (event) => {
			event.preventDefault();
			void keepDraft(store, LATER, Date.now() + WEEK, page)
				.catch(() => {})
				.then(() => then(link.href));
		};
}
