import { MINUTE } from '../../../platform/clock.ts';
import type { Db } from '../../../platform/db.server.ts';
import { readDeletions } from '../../../platform/deletion-list.server.ts';
import { logInfo } from '../../../platform/log.server.ts';
import { readSetting, writeSetting } from '../../../platform/settings.server.ts';
import type { Services } from '../../../services.server.ts';
import type { ConnectorFailure } from '../connector.ts';
import type { Vendure } from './vendure.server.ts';

/** How many of the deletion list have been seen to: the list only grows. */
const SEEN = 'vendure-erased';
/** Places in the list of those whom Vendure refused, as JSON: no id of an erased learner stands in the database. */
const REFUSED = 'vendure-erased-refused';
/** A worker that had her account when she was erased has ended by then. */
const SETTLED = 5 * MINUTE;
const AT_ONCE = 200;

type Part = Pick<Services, 'allLearners' | 'clock' | 'env' | 'vendure'>;

/**
 * K5. Whoever was erased here sells there no more. Of her nothing is left but a line of the deletion list, and her id in it
 * leads to her account. May be run at any time; stops where Vendure does not answer, and goes on there the next time. One
 * whom Vendure refuses (a person has to look) keeps nobody waiting, and is tried again every time.
 * @param services `allLearners`: for the job only
 * @returns how many were seen to
 */
export async function hideErased({ allLearners, clock, env, vendure }: Part): Promise<number> {
	if (!vendure) return 0;
	const list = readDeletions(env.dataDir);
	const from = Number(await readSetting(allLearners, SEEN, () => '0'));
	const refused = new Set(JSON.parse(await readSetting(allLearners, REFUSED, () => '[]')) as number[]);
	const fresh = list.slice(from, from + AT_ONCE).findIndex(({ at }) => at > clock() - SETTLED);
	const until = fresh < 0 ? Math.min(list.length, from + AT_ONCE) : from + fresh;
	let next = from;
	let seenTo = 0;
	// Who comes new goes first: those whom Vendure refused may be many, and refused again.
	for (const place of [...list.keys()].slice(from, until).concat([...refused])) {
		const erased = list[place];
		// A list that was cut by hand.
		if (!erased) continue;
		const failure = await hide({ allLearners, vendure }, erased.learnerId);
		if (failure && failure.tag !== 'refused') break;
		if (failure) refused.add(place);
		else {
			refused.delete(place);
			seenTo++;
		}
		// Before the place moves on: a crash in between tries her twice, and forgets nobody.
		await writeSetting(allLearners, REFUSED, JSON.stringify([...refused]));
		if (place >= next) await writeSetting(allLearners, SEEN, String((next = place + 1)));
	}
	return seenTo;
}

/** @returns why not, or null */
async function hide(
	{ allLearners, vendure }: { allLearners: Db; vendure: Vendure },
	learnerId: string
): Promise<ConnectorFailure | null> {
	const done = await vendure.suspend({ learnerId, sellerId: '', tier: 'starter' });
	// Holding her account wrote her id once more.
	await allLearners.deleteFrom('vendure_seller').where('learner_id', '=', learnerId).execute();
	if (done.ok) return null;
	const { tag, detail } = done.refusal;
	// By her name over there an operator finds the account.
	const account = vendure.loginOf(learnerId);
	logInfo('an erased seller is not hidden in Vendure yet', { account, tag, detail });
	return done.refusal;
}
