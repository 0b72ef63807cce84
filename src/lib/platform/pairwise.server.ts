import { uuidv8 } from './ids.ts';
import type { Secrets } from './secrets.server.ts';

/**
 * M8. Who she is for one audience alone: always the same there, and nothing that another one could compare with its own.
 * @param audience a partner's or an endpoint's id, or the name of a list
 */
export const pairwiseId = (secrets: Pick<Secrets, 'lookup'>, audience: string, learnerId: string): string =>
	uuidv8(Buffer.from(secrets.lookup('pairwise', `${audience}:${learnerId}`), 'hex'));
