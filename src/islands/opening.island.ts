/** On the pages that open a shop: what they show is kept, sealed, so that she goes on without a signal. */
import { keepHers, openPhone, readPhone } from '#lib/offline/index.ts';
import { one } from './fill.ts';
import { OPENING } from './opening.ts';
import { watchWay } from './raast-card.ts';

async function keep(): Promise<void> {
	const shown = one(document, '[data-opening]')?.dataset.opening;
	const { profile } = await readPhone();
	// The page is her session's; with another tile open the server shows none (K8).
	if (!shown || !profile?.learnerId) return;
	const { store } = await openPhone();
	await keepHers(store, OPENING, JSON.parse(shown), profile.id);
}

watchWay(document);
void keep().catch(() => undefined);
