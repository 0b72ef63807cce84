import { isUuid } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import { NO_TILE, TILE_COOKIE, type Jar } from './cookies.server.ts';
import { isOtherTile, mendsTile } from './decide-tile.ts';
import { findClaim } from './profile.repository.server.ts';
import { nobody, type OpenSession } from './session.server.ts';

/** Whose a request of the phone's own scripts is. */
export const PROFILE_HEADER = 'x-qadam-profile';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

export type TileVerdict =
	| { tag: 'pass'; session: OpenSession }
	/** A writing request for another tile than the session's: nothing may be written. */
	| { tag: 'other_profile' };

/**
 * K8. One browser keeps one session, a family phone has many tiles. What is asked while another's tile is open is asked by
 * nobody; what would be written is refused, also when the request itself names another's profile.
 */
export async function checkTile(
	services: Pick<Services, 'db'>,
	request: Request,
	path: string,
	cookies: Pick<Jar, 'get'>,
	session: OpenSession
): Promise<TileVerdict> {
	const named = request.headers.get(PROFILE_HEADER);
	const tile = cookies.get(TILE_COOKIE);
	const { learner } = session;
	const isOther = async (profileId: string): Promise<boolean> =>
		isOtherTile({
			learner,
			claimedBy: (await findClaim(services.db, profileId))?.learner_id ?? null
		});
	const writes = !READS.has(request.method) && !mendsTile(path);
	if (writes && named !== null && (!isUuid(named) || (await isOther(named)))) return { tag: 'other_profile' };
	// A guest's session is the phone's own, whichever tile is open; a learner's is only hers.
	if (learner?.kind !== 'joined' || tile === undefined || tile === learner.learnerId)
		return { tag: 'pass', session };
	const closed = tile === NO_TILE || (isUuid(tile) && (await isOther(tile)));
	if (!closed) return { tag: 'pass', session };
	return writes ? { tag: 'other_profile' } : { tag: 'pass', session: nobody };
}
