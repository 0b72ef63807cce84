import { MINUTE } from '../platform/clock.ts';
import { hit, type TooMany } from '../platform/limits.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { findKey, findPartner, noteUse } from './partner.repository.server.ts';
import type { Partner, Scope } from './partner.ts';

/** As {@link makeKey} makes it; anything else is refused before the database is asked. */
const KEY = /^qadam_[0-9a-f]{8}_[\w-]{43}$/;

export type KeyRefusal = { tag: 'no_key' } | { tag: 'no_scope'; scope: Scope } | TooMany;

/**
 * Which partner calls. One answer for a key that is missing, unknown, ended, or of a partner that was stopped. Calls are
 * counted by key (never by network), also those that are refused afterwards.
 * @param key of `Authorization: Bearer …`
 */
export async function openKey(
	{ db, clock, secrets }: Pick<Services, 'db' | 'clock' | 'secrets'>,
	key: string | undefined,
	scope: Scope
): Promise<Result<Partner, KeyRefusal>> {
	if (key === undefined || !KEY.test(key)) return refuse({ tag: 'no_key' });
	const now = clock();
	const found = await findKey(db, secrets.lookup('partner-key', key));
	if (!found || (found.ends_at !== null && found.ends_at <= now)) return refuse({ tag: 'no_key' });
	const partner = await findPartner(db, found.partner_id);
	if (!partner || partner.stoppedAt !== null) return refuse({ tag: 'no_key' });
	const free = await hit(db, `partner-key ${found.key_id}`, now, MINUTE, found.per_minute);
	if (!free.ok) return free;
	await noteUse(db, found.key_hash, now, MINUTE);
	return partner.scopes.includes(scope) ? ok(partner) : refuse({ tag: 'no_scope', scope });
}
