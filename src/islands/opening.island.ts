/**
 * On the pages that open a shop: what they show is kept, sealed, so that she goes on without a signal; what she answered
 * without one and the server did not take is shown again.
 */
import { keepHers, openPhone, readPhone, WORK_CHANGED } from '#lib/offline/index.ts';
import { one } from './fill.ts';
import { OPENING } from './opening.ts';
import { showRefused } from './opening-refused.ts';
import { watchWay } from './raast-card.ts';

async function keep(): Promise<void> {
	const shown = one(document, '[data-opening]')?.dataset.opening;
	const { profile } = await readPhone();
	// The page is her session's; with another tile open the server shows none (K8).
	if (!shown || !profile?.learnerId) return;
	const { store } = await openPhone();
	await keepHers(store, OPENING, JSON.parse(shown), profile.id);
}

const refused = () => void showRefused().catch(() => undefined);

watchWay(document);
refused();
addEventListener(WORK_CHANGED, refused);
void keep().catch(() => undefined);
