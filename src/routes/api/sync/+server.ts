import {
	bearerLearner,
	bearerToken,
	claimProfile,
	profilesOf,
	readerLearner
} from '#lib/accounts/index.server.ts';
import { isErased } from '#lib/platform/deletion-list.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { readJson } from '#lib/platform/read-json.server.ts';
import { envelope, MAX_BYTES, MAX_EVENTS } from '#lib/sync/index.ts';
import { syncPhone } from '#lib/sync/index.server.ts';
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import type { RequestHandler } from './$types';

/**
 * K8: a phone adds events by its upload token, without cookies, and reads what became of them. News is told only where the
 * reader of the same learner comes with them: whoever is open, every tile's work goes, and nothing of it comes back.
 */
export const POST: RequestHandler = async ({ request, locals: { services } }) => {
	const token = bearerToken(request);
	const bearer = token ? await bearerLearner(services, token) : null;
	if (!bearer && (await isGone(request, services.env.dataDir)))
		return problem({
			status: 410,
			tag: 'deleted',
			title: 'This learner had everything deleted; nothing of hers is taken any more.'
		});
	if (!bearer)
		return problem({
			status: 401,
			tag: 'unknown-token',
			title: 'The upload token is not known or was taken back.',
			headers: { 'WWW-Authenticate': 'Bearer' }
		});
	const body = await readJson(request, MAX_BYTES);
	if (!body.ok)
		return body.refusal.tag === 'too_large'
			? problem({ status: 413, tag: 'too-large', title: `Send at most ${MAX_BYTES} bytes at once.` })
			: problem({ status: 400, tag: 'not-json', title: 'The body is not JSON.' });
	const read = v.safeParse(envelope, body.value);
	if (!read.success)
		return problem({
			status: 422,
			tag: 'bad-envelope',
			title: 'The batch is not of the agreed shape.',
			more: { faults: read.issues.map((i) => ({ at: v.getDotPath(i), fault: i.message })) }
		});
	if (read.output.events.length > MAX_EVENTS)
		return problem({ status: 413, tag: 'too-many', title: `Send at most ${MAX_EVENTS} events at once.` });
	const { learnerId } = bearer;
	const { reader } = read.output;
	return json(
		await syncPhone(services, {
			learnerId,
			profiles: await profilesOf(services.db, learnerId),
			async claim(profiles) {
				for (const profile of profiles) await claimProfile(services.db, profile, learnerId, services.clock());
				return profilesOf(services.db, learnerId);
			},
			envelope: read.output,
			reads: reader !== undefined && (await readerLearner(services, reader)) === learnerId
		})
	);
};

/**
 * K5. Her tokens went with her, so a phone is only told that it is not known. One that names whose work it holds is told
 * that it need not try again: an id of 74 random bits, which only her phones and her staff ever had.
 */
async function isGone(request: Request, dataDir: string): Promise<boolean> {
	const body = await readJson(request, MAX_BYTES);
	const named = body.ok && v.safeParse(v.object({ learner: v.string() }), body.value);
	return named && named.success && isErased(dataDir, named.output.learner);
}
