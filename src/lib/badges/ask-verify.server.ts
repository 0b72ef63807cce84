import type { Lang } from '../catalog/index.ts';
import { MINUTE } from '../platform/clock.ts';
import { hit, type TooMany } from '../platform/limits.server.ts';
import { ok, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { readPublicBadge, type PublicBadge } from './read-public-badge.server.ts';
import { verifyBadge, type Checked } from './verify-badge.server.ts';

/** Badges that one network may have checked in a minute: a class of thirty stands behind one address. */
const PER_NETWORK = 40;

export interface Answered {
	checked: Checked;
	/** Of a badge of ours whose signature holds: what its public page shows to anybody (B5). */
	shown: PublicBadge | undefined;
}

/**
 * B7. The check as strangers ask for it, by the page and by programs.
 * @param network where the request came from; counted under a keyed hash, not kept
 */
export async function askVerify(
	services: Services,
	{ bytes, network, lang }: { bytes: Uint8Array; network: string; lang: Lang }
): Promise<Result<Answered, TooMany>> {
	const name = `verify:${services.secrets.lookup('network', network)}`;
	const free = await hit(services.db, name, services.clock(), MINUTE, PER_NETWORK);
	if (!free.ok) return free;
	const checked = await verifyBadge(services, bytes);
	const awardId = checked.badge?.awardId;
	return ok({ checked, shown: awardId ? await readPublicBadge(services, awardId, lang) : undefined });
}
