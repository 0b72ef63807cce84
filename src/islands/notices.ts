/** S3, S8, S10: what of her work on this phone she has to look at. Markup: routes/[lang=lang]/Notices.svelte. */
import {
	countForms,
	readErased,
	readUntold,
	tiles,
	type Phone,
	type PhoneView
} from '../lib/offline/index.ts';
import { all, one } from './fill.ts';

export async function fillNotices({ store }: Phone, { profile, rejected }: PhoneView): Promise<void> {
	const lines = all(document, '[data-notice]');
	if (!lines.length) return;
	const forms = await countForms(store);
	const holds: Record<string, boolean> = {
		refused: forms.refused > 0,
		waiting: forms.waiting > 0,
		rejected: rejected.length > 0,
		lost: !!profile?.token && (await readUntold(store)).length > 0,
		// Until somebody works here: then it would stand there for ever.
		erased: !(await tiles(store)).length && (await readErased(store)).length > 0,
		unknown: !!profile?.isUnknown
	};
	for (const line of lines) line.hidden = !holds[line.dataset.notice!];
	// A page of the server says what the server holds; what this phone held and had not sent is not safe.
	const work = one(document, '[data-work]');
	if (work && holds.erased) work.textContent = '';
}
