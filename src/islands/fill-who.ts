/** Whose page it is, and the way to another's or out. */
import { tiles, type Phone, type PhoneView } from '../lib/offline/index.ts';
import { closeTile } from './close-tile.ts';
import { all, lang, one } from './fill.ts';

/** The head's tile leads to the tiles where there is another to choose; one tap closes hers (K3). */
export async function fillTilesOfPhone({ store }: Phone, { profile }: PhoneView) {
	const found = await tiles(store);
	const others = found.some(({ open }) => !open);
	const who = `/${lang()}/who`;
	const head = one<HTMLAnchorElement>(document, '[data-who-label]');
	if (head && others) {
		head.href = who;
		head.setAttribute('aria-label', head.dataset.whoLabel!);
	}
	for (const part of all(document, '[data-switch]')) part.hidden = !others || !profile;
	for (const part of all(document, '[data-all-closed]')) part.hidden = !others || !!profile;
	for (const part of all(document, '[data-close]')) {
		part.hidden = !profile;
		part.onclick = (event) => {
			event.preventDefault();
			void closeTile(store).then(() => location.replace(who));
		};
	}
}
