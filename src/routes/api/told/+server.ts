import { markRead } from '#lib/cohorts/index.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { readJson } from '#lib/platform/read-json.server.ts';
import * as v from 'valibot';
import { whoReads } from '../reader.ts';
import type { RequestHandler } from './$types';

const body = v.object({ ids: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(50)) });
const MOST_BYTES = 4096;

/** Her phone has shown her these announcements; what does not stand for her is passed over. By her reader alone (K8). */
export const POST: RequestHandler = async (event) => {
	const who = await whoReads(event);
	if (typeof who !== 'string') return who;
	const json = await readJson(event.request, MOST_BYTES);
	if (!json.ok)
		return json.refusal.tag === 'too_large'
			? problem({ status: 413, tag: 'too-large', title: `Send at most ${MOST_BYTES} bytes.` })
			: problem({ status: 400, tag: 'not-json', title: 'The body is not JSON.' });
	const read = v.safeParse(body, json.value);
	if (!read.success)
		return problem({ status: 422, tag: 'bad-told', title: 'Send {ids}, at most 50 announcements.' });
	await markRead(event.locals.services, who, read.output.ids);
	return new Response(null, { status: 204 });
};
