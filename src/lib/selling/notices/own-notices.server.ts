/** What a seller has switched on to be told that something waits. Off until she taps; off again at any time. */
import { holdOpenLearner } from '../../accounts/index.server.ts';
import { HOUR } from '../../platform/clock.ts';
import { sha256HexSync } from '../../platform/hash.server.ts';
import { hit } from '../../platform/limits.server.ts';
import { readTarget } from '../../platform/outbound/read-target.server.ts';
import { vapidOf } from '../../platform/push/vapid.server.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';
import type { Services } from '../../services.server.ts';
import { readShop } from '../shop.repository.server.ts';
import {
	deleteAllPhones,
	deletePhones,
	deleteSms,
	keepPhone,
	keepSms,
	readPhones,
	wantsSms
} from './notice.repository.server.ts';

/** Phones of one seller; a new one takes the place of the oldest. */
export const PHONES_MAX = 5;
const SWITCHES_AN_HOUR = 20;

export interface OwnNotices {
	/** Of the phones that are told: SHA-256 of their address, in hex, by which a phone finds itself. */
	phones: string[];
	/** For the browser's subscription. */
	publicKey: string;
	/** The shop's number is told by SMS. */
	sms: boolean;
	/** This installation sends SMS, and her shop has a number. */
	smsOffered: boolean;
}

type Part = Pick<Services, 'db' | 'clock' | 'secrets' | 'env' | 'sms'>;
type NoShop = { tag: 'no-shop' };

/** The key by which push services know this installation (docs/decisions/021). */
export const vapidHere = ({ secrets, env }: Pick<Services, 'secrets' | 'env'>) =>
	vapidOf(secrets, env.origin);

/** What is switched on for her, and what can be. */
export async function readOwnNotices(services: Part, learnerId: string): Promise<Result<OwnNotices, NoShop>> {
	const { db } = services;
	const shop = await readShop(db, learnerId);
	if (!shop) return refuse({ tag: 'no-shop' });
	return ok({
		phones: (await readPhones(db, learnerId)).map(({ phone_hash }) => phone_hash),
		publicKey: vapidHere(services).publicKey,
		sms: await wantsSms(db, learnerId),
		smsOffered: services.sms !== undefined && shop.phone !== null
	});
}

/**
 * A phone is told from now on. K3, K8: it tells one learner, and what it is told names nobody.
 * @param endpoint as its browser gave it; kept sealed, for whoever has it could knock at her phone
 */
export async function tellPhone(
	services: Part,
	learnerId: string,
	endpoint: string
): Promise<Result<null, NoShop | { tag: 'bad-endpoint' } | { tag: 'too-often' }>> {
	const { db, clock, secrets } = services;
	if (!(await readShop(db, learnerId))) return refuse({ tag: 'no-shop' });
	const target = readTarget(endpoint);
	if (!target.ok) return refuse({ tag: 'bad-endpoint' });
	const now = clock();
	if (!(await hit(db, `notices:${learnerId}`, now, HOUR, SWITCHES_AN_HOUR)).ok)
		return refuse({ tag: 'too-often' });
	const hash = sha256HexSync(endpoint);
	return db.transaction().execute(async (tx): Promise<Result<null, NoShop>> => {
		if (!(await holdOpenLearner(tx, learnerId))) return refuse({ tag: 'no-shop' });
		await keepPhone(tx, {
			phone_hash: hash,
			learner_id: learnerId,
			sealed: secrets.seal(endpoint, aboutPhone(hash)),
			made_at: now
		});
		const all = (await readPhones(tx, learnerId)).map(({ phone_hash }) => phone_hash);
		const old = all.slice(0, Math.max(0, all.length - PHONES_MAX));
		if (old.length) await deletePhones(tx, learnerId, old);
		return ok(null);
	});
}

/** No phone of hers is told any more. */
export const tellNoPhone = ({ db }: Pick<Services, 'db'>, learnerId: string) =>
	deleteAllPhones(db, learnerId);

/** Her shop's number is told by SMS, or not any more. */
export async function tellBySms(
	services: Part,
	learnerId: string,
	on: boolean
): Promise<Result<null, NoShop | { tag: 'not-offered' }>> {
	const { db, clock } = services;
	if (!on) {
		await deleteSms(db, learnerId);
		return ok(null);
	}
	const own = await readOwnNotices(services, learnerId);
	if (!own.ok) return own;
	if (!own.value.smsOffered) return refuse({ tag: 'not-offered' });
	return db.transaction().execute(async (tx): Promise<Result<null, NoShop>> => {
		if (!(await holdOpenLearner(tx, learnerId))) return refuse({ tag: 'no-shop' });
		await keepSms(tx, learnerId, clock());
		return ok(null);
	});
}

/** What binds a sealed address to its row. */
export const aboutPhone = (hash: string): string => `push:${hash}`;
