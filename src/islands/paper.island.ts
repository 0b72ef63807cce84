/** Puts into a paper what she filled in a practice. It is read on this phone and goes nowhere. */
import type { PlayMove } from '#lib/assessment/index.ts';
import { openPhone, readDraft, watchTile } from '#lib/offline/index.ts';
import { withBdi } from '../lib/ui/bdi.ts';

const paper = document.querySelector<HTMLElement>('[data-draft]')!;

async function fill(): Promise<void> {
	const phone = await openPhone();
	watchTile(phone);
	const moves = await readDraft<PlayMove[]>(phone.store, paper.dataset.draft!);
	// What was filled last stands.
	const fills: Record<string, string> = Object.assign({}, ...(moves ?? []).map((move) => move.fills));
	for (const place of paper.querySelectorAll<HTMLElement>('[data-field]'))
		place.innerHTML = withBdi(fills[place.dataset.field!] ?? '');
}
void fill().catch(() => undefined);
