import type { Course } from '../catalog/index.ts';
import type { Env } from '../platform/env.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { insertCredential, lockAward, newestCredential, type Award } from './award.repository.server.ts';
import { OPEN_BADGES_CONTEXT, VC_CONTEXT } from './contexts.server.ts';
import { didOf } from './did.ts';
import { readKeys, signingKey } from './issuer-keys.server.ts';
import { sign, type Signed } from './sign.server.ts';
import { allocateIndex, currentList, setStanding } from './status-list.server.ts';

/** B3. Nothing is signed outside demo and tests until the public address is https: the issuer's name would be wrong. */
export const maySign = (env: Pick<Env, 'origin' | 'demo'>): boolean =>
	env.demo || env.origin.startsWith('https://');

/** C6. What a badge says of itself when the questions of its check are public. */
const OPEN_BANK = 'Earned on an open question bank: the questions of the final check are public.';

/** The issuer as it stands in every credential. */
export const issuerProfile = (origin: string) => ({
	id: didOf(origin),
	type: ['Profile'],
	name: 'Qadam',
	url: origin
});

/** The achievement of a course, as it stands in the credential and at its own address. */
export const achievement = (origin: string, course: Pick<Course, 'id' | 'badge'>) => ({
	id: `${origin}/achievements/${course.badge.id}`,
	type: ['Achievement'],
	name: course.badge.name.en,
	description: course.badge.description.en,
	criteria: { narrative: course.badge.criteria.en },
	image: { id: `${origin}/achievements/${course.badge.id}/image.svg`, type: 'Image' },
	achievementType: 'Badge',
	inLanguage: 'en'
});

/**
 * The signed Open Badges 3.0 credential of an award, made at the first reading and kept; signing waits until the
 * installation may sign. The subject is a random-looking `urn:uuid`: no hashed phone or e-mail, which could be guessed.
 */
export async function credentialOf(
	services: Services,
	award: Award
): Promise<Result<Signed, { tag: 'not_signed_yet' }>> {
	const { env, clock, random } = services;
	const held = await newestCredential(services.db, award.learner_id, award.award_id);
	if (held) return ok(JSON.parse(held.body) as Signed);
	const course = services.catalogue.version(award.course, award.criterion_version);
	if (!maySign(env) || !course) return refuse({ tag: 'not_signed_yet' });
	const now = clock();
	const listId = currentList(services.epoch);
	const index = await services.allLearners.transaction().execute(async (tx) => {
		// A badge may have been taken back before anybody read it: its bit must not begin as valid (B4).
		const state = await lockAward(tx, award);
		const allocated = await allocateIndex(tx, listId, award.award_id, { random, now });
		if (state !== 'active') await setStanding(tx, award.award_id, state, now);
		return allocated;
	});
	const key = signingKey(await readKeys(env.dataDir, now));
	const list = `${env.origin}/status/${listId}`;
	const awarded = new Date(award.awarded_at).toISOString();
	const signed = await sign(
		{
			'@context': [VC_CONTEXT, OPEN_BADGES_CONTEXT],
			id: `${env.origin}/credentials/${award.award_id}`,
			type: ['VerifiableCredential', 'OpenBadgeCredential'],
			name: course.badge.name.en,
			...(award.open_bank && { description: OPEN_BANK }),
			issuer: issuerProfile(env.origin),
			validFrom: awarded,
			awardedDate: awarded,
			credentialSubject: {
				id: `urn:uuid:${award.award_id}`,
				type: ['AchievementSubject'],
				achievement: achievement(env.origin, course)
			},
			credentialStatus: {
				id: `${list}#${index}`,
				type: 'BitstringStatusListEntry',
				statusPurpose: 'revocation',
				statusListIndex: String(index),
				statusListCredential: list
			}
		},
		key,
		env.origin,
		now
	);
	await insertCredential(services.db, {
		learner_id: award.learner_id,
		award_id: award.award_id,
		version: 1,
		key_id: key.publicKeyMultibase,
		issued_at: now,
		body: JSON.stringify(signed)
	});
	// Of two first readers one stored; both hand out what is stored.
	const stored = await newestCredential(services.db, award.learner_id, award.award_id);
	return ok(JSON.parse(stored!.body) as Signed);
}
