/** What the contract suites of partners share: an installation that may sign, a learner with a badge, a partner with a key. */
import { createHash } from 'node:crypto';
import { grantRole, INSTALLATION, joinLearner } from '../accounts/index.server.ts';
import { hex, uuidv7 } from '../platform/ids.ts';
import type { Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { makeKey, makePartner } from './set-up.server.ts';
import type { Ask } from './decide-ask.ts';
import type { Partner, Scope } from './partner.ts';
import { findPartner } from './partner.repository.server.ts';

const text = (s: string) => ({ ur: s, en: s });
const course = {
	id: 'all-three',
	version: 'v1',
	badge: {
		id: 'seller-ready',
		name: text('Seller Ready'),
		description: text('Did it'),
		criteria: text('All')
	},
	practical: { rubric: [] }
};

export const BADGE = 'seller-ready';
export const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
export const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** Of the test services of accounts. */
export interface PartnerWorld extends Services {
	/** Turns the clock, ms. */
	pass(ms: number): void;
	/** Staff id of an administrator. */
	admin: string;
}

function value<T>(result: Result<T, { tag: string }>): T {
	if (!result.ok) throw new Error(result.refusal.tag);
	return result.value;
}

/** @param services of accounts' test kit, with a seed of the test's own */
export async function partnerWorld(
	services: Services & { pass(ms: number): void },
	seed: string,
	dataDir: string
): Promise<PartnerWorld> {
	const admin = uuidv7(services.clock(), services.random);
	await services.db
		.transaction()
		.execute((tx) => grantRole(tx, INSTALLATION, admin, 'administrator', services.clock()));
	return Object.assign(services, {
		admin,
		epoch: `epoch-${seed}`,
		env: { origin: 'https://qadam.example', dataDir, demo: false } as never,
		catalogue: {
			course: () => course,
			version: () => course,
			courses: () => [],
			earned: () => [course]
		} as never
	});
}

/** A joined learner with the badge, whose number is known and whose name is shown. */
export async function holder(w: PartnerWorld, { badge = true, phone = true } = {}): Promise<string> {
	const { learnerId } = value(
		await joinLearner(w, {
			key: hex(w.random(16)),
			name: 'شبانہ',
			lang: 'ur',
			secret: { kind: 'pictures', text: 'moon,kite,fish,moon' },
			consents: [],
			profiles: [],
			deviceHash: 'her-phone',
			...(phone && { contactPhone: '+923001234567' })
		})
	);
	if (!badge) return learnerId;
	const awardId = uuidv7(w.clock(), w.random);
	await w.db
		.insertInto('award')
		.values({
			learner_id: learnerId,
			badge: BADGE,
			award_id: awardId,
			course: course.id,
			criterion_version: 'v1',
			criterion: '{}',
			evidence: '[]',
			open_bank: 0,
			awarded_at: w.clock(),
			state: 'active',
			public_name: 1
		})
		.execute();
	await w.db
		.insertInto('award_lookup')
		.values({ award_id: awardId, learner_id: learnerId, badge: BADGE })
		.execute();
	return learnerId;
}

export const setBadge = (w: PartnerWorld, learnerId: string, state: 'active' | 'revoked' | 'suspended') =>
	w.db.updateTable('award').set({ state }).where('learner_id', '=', learnerId).execute();

export const ORIGIN = 'https://bazaar.example';

/** A partner and a key of its. */
export async function partnerWithKey(
	w: PartnerWorld,
	id: string,
	{ scopes = ['claims', 'status', 'contact'] as Scope[], perMinute = 1000, origins = [ORIGIN] } = {}
): Promise<{ partner: Partner; key: string }> {
	value(await makePartner(w, w.admin, { id, name: `Bazaar ${id}`, badge: BADGE, origins, scopes }));
	const key = value(await makeKey(w, w.admin, id, perMinute));
	return { partner: (await findPartner(w.db, id))!, key };
}

export const button = (change: Partial<Extract<Ask, { kind: 'button' }>> = {}): Ask => ({
	kind: 'button',
	returnTo: `${ORIGIN}/back`,
	state: 'state-1',
	challenge: CHALLENGE,
	...change
});

/** What the partner's browser brings back. */
export const claimIn = (to: string | null): string => new URL(to!).searchParams.get('claim')!;
