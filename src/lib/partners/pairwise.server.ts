import { uuidv8 } from '../platform/ids.ts';
import type { Secrets } from '../platform/secrets.server.ts';

/**
 * The id by which one partner knows her: the same each time, another for each partner, and made with this installation's
 * key, so that two partners cannot find by it that they speak of one woman. A UUID.
 */
export const pairwiseId = (secrets: Pick<Secrets, 'lookup'>, partnerId: string, learnerId: string): string =>
	uuidv8(Buffer.from(secrets.lookup('pairwise', `${partnerId}:${learnerId}`), 'hex'));
