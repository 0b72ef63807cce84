import { MINUTE } from '../platform/clock.ts';
import type { Services } from '../services.server.ts';
import { cookieOptions, HANDOVER_COOKIE, TILE_COOKIE, type Jar } from './cookies.server.ts';
import type { Handover } from './handover.ts';

const LASTS = 15 * MINUTE;
const ABOUT = 'handover';

/**
 * Carries what the next pages need, sealed, in a cookie: if that page is lost on the way, so is the order to delete
 * the cookie, and loading it again still shows the code. Nothing of it stays on the server.
 *
 * Her work was just opened here: a tile that the phone had open before is not what the next page is for (K8).
 */
export function putHandover(services: Services, cookies: Jar, handover: Handover): void {
	const body = JSON.stringify({ until: services.clock() + LASTS, handover });
	cookies.set(HANDOVER_COOKIE, services.secrets.seal(body, ABOUT), cookieOptions(services, LASTS));
	const tile = cookies.get(TILE_COOKIE);
	if (tile !== undefined && handover.opens && !handover.uploads.some((u) => u.profileId === tile))
		cookies.delete(TILE_COOKIE, cookieOptions(services));
}

interface Sealed {
	until: number;
	handover: Handover;
}

function open(services: Services, sealed: string): Sealed | undefined {
	try {
		return JSON.parse(services.secrets.open(sealed, ABOUT)) as Sealed;
	} catch {
		// Not sealed by this installation: as good as none.
		return undefined;
	}
}

/**
 * Takes what was put, if it is for this learner and still fresh. The card is shown once; what her phone needs is handed
 * over again on the next pages until the phone says by its tile that it has kept it: she may go on before the page's
 * script has run.
 */
export function takeHandover(services: Services, cookies: Jar, learnerId: string): Handover | undefined {
	const sealed = cookies.get(HANDOVER_COOKIE);
	if (!sealed) return undefined;
	cookies.delete(HANDOVER_COOKIE, cookieOptions(services));
	const { until = 0, handover } = open(services, sealed) ?? {};
	const left = until - services.clock();
	if (!handover || left <= 0 || handover.learnerId !== learnerId) return undefined;
	const tile = cookies.get(TILE_COOKIE);
	const isKept = !handover.uploads.length || handover.uploads.some((u) => u.profileId === tile);
	if (isKept && handover.shown) return undefined;
	if (!isKept) {
		const { card: _, ...others } = handover;
		const body = JSON.stringify({ until, handover: { ...others, shown: true } } satisfies Sealed);
		cookies.set(HANDOVER_COOKIE, services.secrets.seal(body, ABOUT), cookieOptions(services, left));
	}
	return handover;
}
