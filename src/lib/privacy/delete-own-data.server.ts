import {
	checkSecretForm,
	endSession,
	eraseLearner,
	findOpenLearner,
	type Jar
} from '../accounts/index.server.ts';
import type { FormFault } from '../accounts/index.ts';
import { MINUTE } from '../platform/clock.ts';
import { isErased } from '../platform/deletion-list.server.ts';
import { isSameText } from '../platform/hash.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { countPromised } from '../selling/index.server.ts';
import type { Services } from '../services.server.ts';

/** Between her secret and her last word: long enough to read what goes, too short for a page that was left open. */
const GOOD_FOR = 10 * MINUTE;

export type AskRefusal = FormFault | Promised;
export interface Promised {
	tag: 'promised';
	count: number;
}
export type DeleteRefusal = Promised | { tag: 'late' };

const proofOf = ({ secrets }: Services, learnerId: string, until: number): string =>
	secrets.lookup('delete', `${learnerId} ${until}`);

/**
 * A buyer who was told yes waits for a parcel: such orders come to their end first, by her own tap. An order that she has not
 * answered keeps nothing back, or any stranger could hold her here by ordering.
 */
async function promised({ db }: Services, learnerId: string): Promise<Promised | undefined> {
	const count = await countPromised(db, learnerId);
	return count ? { tag: 'promised', count } : undefined;
}

/** K5, K3. The first of two steps: her secret. @returns what the second step has to bring */
export async function askToDelete(
	services: Services,
	cookies: Jar,
	learnerId: string,
	form: FormData
): Promise<Result<string, AskRefusal>> {
	const waits = await promised(services, learnerId);
	if (waits) return refuse(waits);
	const checked = await checkSecretForm(services, cookies, learnerId, form);
	if (!checked.ok) return checked;
	const until = services.clock() + GOOD_FOR;
	return ok(`${learnerId}.${until}.${proofOf(services, learnerId, until)}`);
}

/**
 * K5. The second: everything goes, on this server at once; her sessions end on every phone. Sent twice, it is done once.
 * @param learnerId whose session it is; null where the first of two taps has ended it
 */
export async function deleteOwnData(
	services: Services,
	cookies: Jar,
	learnerId: string | null,
	ticket: string
): Promise<Result<null, DeleteRefusal>> {
	const [whose = '', until = '', proof = ''] = ticket.split('.');
	const known = isSameText(proof, proofOf(services, whose, Number(until)));
	if (!known) return refuse({ tag: 'late' });
	if (learnerId === null && (await isGone(services, whose))) return ok(null);
	if (learnerId !== whose || Number(until) < services.clock()) return refuse({ tag: 'late' });
	const waits = await promised(services, whose);
	if (waits) return refuse(waits);
	await eraseLearner(services, whose);
	await endSession(services, cookies);
	return ok(null);
}

const isGone = async ({ db, env }: Services, learnerId: string): Promise<boolean> =>
	isErased(env.dataDir, learnerId) && (await findOpenLearner(db, learnerId)) === undefined;
