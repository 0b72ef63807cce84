import { pairwiseId } from '../../../platform/pairwise.server.ts';
import type { Secrets } from '../../../platform/secrets.server.ts';

/** What a seller is called in Vendure. All of it follows from who she is, so that any worker looks for the same. */
export interface VendureNames {
	/** Of her channel, seller, role and stock location, and her log-in: `qadam-3f9c-27ab-81d0-e5f1`. */
	code: string;
	/** The token of her channel: what a shop front shows her goods by. */
	openToken: string;
	/** Its token while she is suspended: nobody's shop front has it. */
	closedToken: string;
}

/** M8. 64 bits of the pairwise id, in groups: she has to copy it from one page to another. */
export function vendureNames(secrets: Pick<Secrets, 'lookup'>, learnerId: string): VendureNames {
	const id = pairwiseId(secrets, 'vendure', learnerId).replaceAll('-', '');
	// The middle of a UUID holds its version and variant, which say nothing.
	const groups = (id.slice(0, 8) + id.slice(-8)).match(/.{4}/g)!;
	return {
		code: ['qadam', ...groups].join('-'),
		openToken: pairwiseId(secrets, 'vendure-open', learnerId),
		closedToken: pairwiseId(secrets, 'vendure-closed', learnerId)
	};
}
