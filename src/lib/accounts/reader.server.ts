import type { Services } from '../services.server.ts';
import { findOpenLearner } from './learner.repository.server.ts';
import { findReaderToken } from './profile.repository.server.ts';

/** As they are made; anything else is refused before the database is asked. */
const READER = /^[0-9a-f]{64}$/;

/** K8. Whose log a reader reads; nothing for one that is unknown, taken back, or of a deleted learner. */
export async function readerLearner(
	{ db, secrets }: Pick<Services, 'db' | 'secrets'>,
	reader: string
): Promise<string | null> {
	if (!READER.test(reader)) return null;
	const row = await findReaderToken(db, secrets.lookup('reader', reader));
	return row && (await findOpenLearner(db, row.learner_id)) ? row.learner_id : null;
}

/** The token of `Authorization: Bearer …`, as programs and phones send it. */
export const bearerToken = ({ headers }: Request): string | undefined =>
	/^Bearer ([\w.-]{20,200})$/.exec(headers.get('authorization') ?? '')?.[1];
