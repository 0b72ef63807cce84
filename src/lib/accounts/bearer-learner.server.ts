import type { Services } from '../services.server.ts';
import { findOpenLearner } from './learner.repository.server.ts';
import { findUploadToken, touchUploadToken } from './profile.repository.server.ts';

/** K8. Whom an upload token speaks for; nothing for one that is unknown, revoked, or of a deleted learner. */
export async function bearerLearner(
	{ db, secrets, clock }: Pick<Services, 'db' | 'secrets' | 'clock'>,
	token: string
): Promise<{ learnerId: string; profileId: string } | null> {
	const hash = secrets.lookup('upload', token);
	const row = await findUploadToken(db, hash);
	if (!row || !(await findOpenLearner(db, row.learner_id))) return null;
	await touchUploadToken(db, hash, clock());
	return { learnerId: row.learner_id, profileId: row.profile_id };
}
