import type { Secrets } from '../platform/secrets.server.ts';

/**
 * The id by which one partner knows her: the same each time, another for each partner, and made with this installation's
 * key, so that two partners cannot find by it that they speak of one woman. 64 hexadecimal digits.
 */
export const pairwiseId = (secrets: Pick<Secrets, 'lookup'>, partnerId: string, learnerId: string): string =>
	secrets.lookup('pairwise', `${partnerId}:${learnerId}`);
