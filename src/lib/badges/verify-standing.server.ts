import type { Services } from '../services.server.ts';
import { findAward, type Award } from './award.repository.server.ts';
import { standingInList } from './status-list.server.ts';
import type { BadgeShape } from './verify-shape.server.ts';
import { fault, type Fault } from './verify-verdict.ts';

/** Whether a badge stands, and by what that is known. */
export type Standing =
	| { tag: 'active' | 'revoked' | 'suspended'; award: Award | undefined }
	/** The badge names no list: its issuer never takes it back. */
	| { tag: 'none' }
	| { tag: 'unknown'; reason: 'no_record' | 'not_asked' };

/**
 * B4. Of our own badges: what the record says now, and the list that the badge points to; the worse of the two counts. A
 * restore may have lost one of them (docs/decisions/012).
 */
export async function ownStanding(
	{ db, allLearners, env }: Pick<Services, 'db' | 'allLearners' | 'env'>,
	{ credentialStatus = [], credentialSubject }: BadgeShape
): Promise<Standing | Fault> {
	const award = await findAward(db, credentialSubject[0]!.id?.replace(/^urn:uuid:/, '') ?? '');
	let listed: Award['state'] | undefined;
	for (const { statusListCredential, statusListIndex } of credentialStatus) {
		const listId = ownList(env.origin, statusListCredential);
		if (listId === undefined) return fault('altered', 'status_elsewhere', statusListCredential);
		const found = await standingInList(allLearners, listId, Number(statusListIndex));
		if (listed === undefined || listed === 'active') listed = found ?? listed;
	}
	if (award && award.state !== 'active') return { tag: award.state, award };
	if (listed === 'revoked' || listed === 'suspended') return { tag: listed, award };
	return award ? { tag: 'active', award } : { tag: 'unknown', reason: 'no_record' };
}

/** The list at one of our own addresses; the scheme may have become https since. */
function ownList(origin: string, address: string): string | undefined {
	if (!URL.canParse(address)) return undefined;
	const { host, pathname } = new URL(address);
	const listId = /^\/status\/([\w-]{1,80})$/.exec(pathname)?.[1];
	return host === new URL(origin).host ? listId : undefined;
}
