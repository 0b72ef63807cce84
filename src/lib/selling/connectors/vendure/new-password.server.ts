import { HOUR } from '../../../platform/clock.ts';
import type { Random } from '../../../platform/ids.ts';
import { hit } from '../../../platform/limits.server.ts';
import { logInfo } from '../../../platform/log.server.ts';
import { ok, refuse, type Result } from '../../../platform/result.ts';
import type { Services } from '../../../services.server.ts';
import type { Tier } from '../../decide-unlock.ts';
import { isUnder18 } from '../../read-age.server.ts';
import { readSeller } from '../../seller.repository.server.ts';
import { reachesTier } from './reaches-tier.ts';

type Part = Pick<Services, 'db' | 'clock' | 'random' | 'vendure'>;

export type PlaceRefusal =
	/** This installation sells in no Vendure. */
	| { tag: 'none' }
	/** Not before she holds the badges that it asks for. */
	| { tag: 'not-yet' }
	| { tag: 'suspended' }
	/** M11, as she says. */
	| { tag: 'under-18' };

export type NewPasswordRefusal =
	| PlaceRefusal
	| { tag: 'too-often' }
	/** Vendure does not answer, or another worker is at her account just now: later again. */
	| { tag: 'later' };

export interface VendurePlace {
	login: string;
	dashboard: string;
}

const AN_HOUR = 6;
/** Nobody takes one of these for another; 32 of them. */
const SIGNS = '0123456789abcdefghjkmnpqrstvwxyz';

/** Whether she has a place in Vendure, and where it is. */
export async function readVendurePlace(
	{ db, vendure }: Pick<Part, 'db' | 'vendure'>,
	learnerId: string
): Promise<Result<VendurePlace & { tier: Tier; sellerId: string }, PlaceRefusal>> {
	if (!vendure) return refuse({ tag: 'none' });
	const seller = await readSeller(db, learnerId);
	const tier = seller?.tier as Tier | undefined;
	if (!seller || !tier || !reachesTier(tier, vendure.from)) return refuse({ tag: 'not-yet' });
	if (seller.state !== 'active') return refuse({ tag: 'suspended' });
	if (await isUnder18(db, learnerId)) return refuse({ tag: 'under-18' });
	const { dashboard } = vendure;
	return ok({ login: vendure.loginOf(learnerId), dashboard, tier, sellerId: seller.seller_id });
}

/**
 * Makes her a password for Vendure, sets it there, and returns it for the only time: it stands in no table, log or letter
 * of ours. The one before it is void. Her account is made if it was not yet.
 */
export async function newVendurePassword(
	services: Part,
	learnerId: string
): Promise<Result<VendurePlace & { password: string }, NewPasswordRefusal>> {
	const place = await readVendurePlace(services, learnerId);
	if (!place.ok) return place;
	const { db, clock, random, vendure } = services;
	if (!(await hit(db, `vendure-password:${learnerId}`, clock(), HOUR, AN_HOUR)).ok)
		return refuse({ tag: 'too-often' });
	const { tier, sellerId, dashboard } = place.value;
	const password = newPassword(random);
	const set = await vendure!.setPassword({ learnerId, sellerId, tier }, password);
	if (set.ok) return ok({ login: set.value.login, dashboard, password });
	logInfo('a password for Vendure was not made', { tag: set.refusal.tag, detail: set.refusal.detail });
	return refuse({ tag: 'later' });
}

/** 60 bits in three groups, to be copied by eye: `k7mq-3xw9-p2ht`. */
function newPassword(random: Random): string {
	const signs = [...random(12)].map((byte) => SIGNS[byte % SIGNS.length]).join('');
	return signs.match(/.{4}/g)!.join('-');
}
