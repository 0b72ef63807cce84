/** One tile off the phone (S8): what has not been sent is named first, and is only hers to let go. */
import type { PhoneStore, Tile } from '#lib/offline/index.ts';
import { unsentOf, type Counts } from './close-tile.ts';
import { fill, one, say, words } from './who-page.ts';

export const takeOff = one('[data-view=remove]');
export const texts = words<
	'sent' | 'empty' | 'unsent' | 'guest' | 'locked' | 'gone' | 'sure' | 'sending' | 'failed' | 'removed'
>(takeOff);
const counts: Counts = words(takeOff, 'counts');
export const part = (name: string) => one(name, takeOff);
export const act = (name: string) => part(`[data-step=first] [data-do=${name}]`);

export async function askRemoval(store: PhoneStore, tile: Tile): Promise<void> {
	const what = await unsentOf(store, tile, counts);
	// Of who had everything deleted nothing can go any more (K5).
	const waiting = !tile.gone && tile.waiting > 0;
	// Somebody else's unsent work is not hers to throw away.
	const may = !waiting || tile.open || !tile.lock;
	const text = tile.gone
		? 'gone'
		: !waiting
			? tile.joined
				? 'sent'
				: 'empty'
			: !tile.joined
				? 'guest'
				: may
					? 'unsent'
					: 'locked';
	say(part('[data-text]'), fill(texts[text], what));
	say(part('[data-sure]'), fill(texts.sure, what));
	part('[data-said]').textContent = '';
	part('[data-stands=here]').hidden = text !== 'guest';
	part('[data-stands=wait]').hidden = !waiting || !tile.joined;
	act('send').hidden = !waiting || !tile.joined;
	act('join').hidden = text !== 'guest';
	act('anyway').hidden = !waiting || !may;
	act('remove').hidden = waiting;
	part('[data-step=first]').hidden = false;
	part('[data-step=second]').hidden = true;
}
