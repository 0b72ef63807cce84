import { MINUTE } from '../platform/clock.ts';
import type { Services } from '../services.server.ts';
import { cookieOptions, HANDOVER_COOKIE, TILE_COOKIE, type Jar } from './cookies.server.ts';
import type { Handover } from './handover.ts';

const LASTS = 15 * MINUTE;
const ABOUT = 'handover';

/**
 * Carries what the next page shows once, sealed, in a cookie: if that page is lost on the way, so is the order to delete
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

/** Takes what was put, if it is for this learner and still fresh. */
export function takeHandover(services: Services, cookies: Jar, learnerId: string): Handover | undefined {
	const sealed = cookies.get(HANDOVER_COOKIE);
	if (!sealed) return undefined;
	cookies.delete(HANDOVER_COOKIE, cookieOptions(services));
	try {
		const { until, handover } = JSON.parse(services.secrets.open(sealed, ABOUT)) as {
			until: number;
			handover: Handover;
		};
		return until > services.clock() && handover.learnerId === learnerId ? handover : undefined;
	} catch {
		// Not sealed by this installation: as good as none.
		return undefined;
	}
}
