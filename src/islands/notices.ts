/** S3, S8, S10: what of her work on this phone she has to look at. Markup: routes/[lang=lang]/Notices.svelte. */
import {
	countForms,
	readErased,
	readUntold,
	tiles,
	type Phone,
	type PhoneView
} from '../lib/offline/index.ts';
import { all, fillWords, one } from './fill.ts';

export async function fillNotices({ store }: Phone, { profile, rejected, news }: PhoneView): Promise<void> {
	const lines = all(document, '[data-notice]');
	if (!lines.length) return;
	const forms = await countForms(store);
	// What the server wrote into this page is newer than what it last told the phone.
	const saidHere = one(document, '[data-notice="orders"]')?.dataset.said !== undefined;
	const holds: Record<string, boolean> = {
		refused: forms.refused > 0,
		waiting: forms.waiting > 0,
		rejected: rejected.length > 0,
		lost: !!profile?.token && (await readUntold(store)).length > 0,
		// Until somebody works here: then it would stand there for ever.
		erased: !(await tiles(store)).length && (await readErased(store)).length > 0,
		unknown: !!profile?.isUnknown,
		gone: !!profile?.isGone,
		// As the server last said it: also without a signal.
		orders: saidHere || (!!profile && !!news?.orders)
	};
	for (const line of lines) line.hidden = !holds[line.dataset.notice!];
	if (!saidHere) fillWords(one(document, '[data-notice="orders"] a'), news?.orders ?? 0);
	// A page of the server says what the server holds; what this phone held and had not sent is not safe.
	const work = one(document, '[data-work]');
	if (work && holds.erased) work.textContent = '';
}
