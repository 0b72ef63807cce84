/** The card that asks how it goes, months later. Markup: routes/[lang=lang]/FollowUpCard.svelte. */
import { tell, type Phone, type PhoneView } from '#lib/offline/index.ts';
import { answered, isLater, listenLater, toAsk } from './follow-up.ts';
import { all, lang, one } from './fill.ts';

/** The page that asks lies on the phone before it is wanted: brought once by each page that is so near to its day. */
const SOON = 31 * 86_400_000;
let brought = false;

export async function fillFollowUp({ store }: Phone, view: PhoneView): Promise<void> {
	const card = one(document, '[data-follow-up]');
	if (!card || !view.profile) return;
	// What the server wrote into this page is newer than what it last told the phone, but for answers that wait here.
	const said = Number(card.dataset.followUp);
	const here = answered(view).some(({ body }) => (body as { month: number }).month === said);
	const month = said && !here ? said : toAsk(view)?.month;
	card.hidden = !month || (await isLater(store));
	for (const words of all(card, '[data-month]')) words.hidden = words.dataset.month !== `${month}`;
	listenLater(store, view.profile.id, () => (card.hidden = true));
	if (brought || !view.news?.followUps?.some(({ from }) => from - SOON < Date.now())) return;
	brought = true;
	tell(`/${lang()}/me/follow-up`);
}
