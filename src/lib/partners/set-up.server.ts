import { INSTALLATION, isAdministrator, writeAudit } from '../accounts/index.server.ts';
import type { Tx } from '../platform/db.server.ts';
import { DAY } from '../platform/clock.ts';
import { hex } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import {
	endKeys,
	endOneKey,
	findPartner,
	insertKey,
	insertPartner,
	readKeysOf,
	readPartners,
	setStopped,
	updatePartner
} from './partner.repository.server.ts';
import type { Partner } from './partner.ts';

/** After a new key the one before goes on so long, so that a partner changes it without a gap. ms */
export const OVERLAP = 7 * DAY;

const KEY_ID = /^[0-9a-f]{8}$/;

export type SetUpRefusal = { tag: 'not_administrator' | 'unknown_partner' | 'id_taken' | 'already_so' };
type Done<T = null> = Promise<Result<T, SetUpRefusal>>;

export interface ShownKey {
	id: string;
	perMinute: number;
	madeAt: number;
	/** UTC ms; null for one that goes on. */
	endsAt: number | null;
	lastUsedAt: number | null;
}

/** Every partner with the keys that still open something. */
export async function listPartners(
	{ db, clock }: Services,
	by: string
): Done<(Partner & { keys: ShownKey[] })[]> {
	if (!(await isAdministrator(db, by))) return refuse({ tag: 'not_administrator' });
	const now = clock();
	const [partners, keys] = await Promise.all([readPartners(db), readKeysOf(db)]);
	return ok(
		partners.map((partner) => ({
			...partner,
			keys: keys
				.filter((key) => key.partner_id === partner.id && (key.ends_at === null || key.ends_at > now))
				.map((key) => ({
					id: key.key_id,
					perMinute: key.per_minute,
					madeAt: key.created_at,
					endsAt: key.ends_at,
					lastUsedAt: key.last_used_at
				}))
		}))
	);
}

export const makePartner = (services: Services, by: string, partner: Omit<Partner, 'stoppedAt'>): Done =>
	act(services, by, 'partner.made', partner.id, async (tx, now) =>
		(await insertPartner(tx, { ...partner, stoppedAt: null }, now)) ? ok(null) : refuse({ tag: 'id_taken' })
	);

/** Its id stays: it stands in addresses, and her ids are made with it. */
export const changePartner = (services: Services, by: string, partner: Omit<Partner, 'stoppedAt'>): Done =>
	act(services, by, 'partner.changed', partner.id, async (tx) => {
		if (!(await findPartner(tx, partner.id))) return refuse({ tag: 'unknown_partner' });
		await updatePartner(tx, partner);
		return ok(null);
	});

/** Stopped, its keys open nothing and its links lead nowhere, at once; started again, all is as before. */
export const stopPartner = (services: Services, by: string, id: string, stop: boolean): Done =>
	act(services, by, stop ? 'partner.stopped' : 'partner.started', id, async (tx, now) => {
		if (!(await findPartner(tx, id))) return refuse({ tag: 'unknown_partner' });
		return (await setStopped(tx, id, stop ? now : null)) ? ok(null) : refuse({ tag: 'already_so' });
	});

/**
 * A new key; those before it end after {@link OVERLAP}. Only its hash is kept.
 * @returns the key itself, to be shown once
 */
export const makeKey = (
	services: Services,
	by: string,
	partnerId: string,
	perMinute: number
): Done<string> => {
	const keyId = hex(services.random(4));
	const key = `qadam_${keyId}_${Buffer.from(services.random(32)).toString('base64url')}`;
	return act(services, by, 'partner.key_made', partnerId, async (tx, now) => {
		if (!(await findPartner(tx, partnerId))) return refuse({ tag: 'unknown_partner' });
		await endKeys(tx, partnerId, now + OVERLAP);
		await insertKey(tx, {
			key_hash: services.secrets.lookup('partner-key', key),
			key_id: keyId,
			partner_id: partnerId,
			per_minute: perMinute,
			created_at: now
		});
		return ok(key);
	});
};

/** For a key that somebody has seen: it opens nothing from now on. */
export const endKey = (services: Services, by: string, partnerId: string, keyId: string): Done =>
	act(services, by, 'partner.key_ended', partnerId, async (tx, now) => {
		if (!KEY_ID.test(keyId) || !(await findPartner(tx, partnerId))) return refuse({ tag: 'unknown_partner' });
		return (await endOneKey(tx, partnerId, keyId, now)) ? ok(null) : refuse({ tag: 'already_so' });
	});

/** An administrator's act with its audit row (K6): neither is there without the other. */
async function act<T>(
	services: Services,
	by: string,
	name: string,
	partnerId: string,
	work: (tx: Tx, now: number) => Promise<Result<T, SetUpRefusal>>
): Promise<Result<T, SetUpRefusal>> {
	if (!(await isAdministrator(services.db, by))) return refuse({ tag: 'not_administrator' });
	return services.db.transaction().execute(async (tx) => {
		const done = await work(tx, services.clock());
		if (done.ok)
			await writeAudit(tx, services, {
				organisationId: INSTALLATION,
				actor: by,
				act: name,
				subject: partnerId
			});
		return done;
	});
}
