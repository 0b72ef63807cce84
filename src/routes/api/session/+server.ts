import { endSession, openByReader } from '#lib/accounts/index.server.ts';
import { readSecretText } from '#lib/accounts/index.ts';
import { SECOND } from '#lib/platform/clock.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { readJson } from '#lib/platform/read-json.server.ts';
import * as v from 'valibot';
import type { RequestHandler } from './$types';

const body = v.object({ reader: v.string(), secret: v.optional(v.string()) });
const MOST_BYTES = 2048;

const wrongSecret = () => problem({ status: 403, tag: 'wrong-secret', title: 'The secret is not right.' });

/** K3, K8: a phone on which a tile was opened opens its session here; with her secret, one that may change her shop. */
export const POST: RequestHandler = async ({ request, cookies, locals: { services } }) => {
	const json = await readJson(request, MOST_BYTES);
	if (!json.ok)
		return json.refusal.tag === 'too_large'
			? problem({ status: 413, tag: 'too-large', title: `Send at most ${MOST_BYTES} bytes.` })
			: problem({ status: 400, tag: 'not-json', title: 'The body is not JSON.' });
	const read = v.safeParse(body, json.value);
	if (!read.success)
		return problem({ status: 422, tag: 'bad-session', title: 'Send {reader, secret?}, both text.' });
	const secret = read.output.secret === undefined ? undefined : readSecretText(read.output.secret);
	if (secret && !secret.ok) return wrongSecret();
	const opened = await openByReader(services, cookies, {
		reader: read.output.reader,
		...(secret && { secret: secret.value })
	});
	if (opened.ok) return new Response(null, { status: 204 });
	switch (opened.refusal.tag) {
		case 'unknown_reader':
			return problem({
				status: 401,
				tag: 'unknown-reader',
				title: 'The reader is not known or was taken back.'
			});
		case 'wrong':
			return wrongSecret();
		case 'wait': {
			const seconds = Math.ceil((opened.refusal.until - services.clock()) / SECOND);
			return problem({
				status: 429,
				tag: 'wait',
				title: 'The secret was wrong several times: wait before the next try.',
				more: { seconds },
				headers: { 'retry-after': String(seconds) }
			});
		}
	}
};

/** Her tile is closed on the phone: nobody's session stays behind. */
export const DELETE: RequestHandler = async ({ cookies, locals: { services } }) => {
	await endSession(services, cookies);
	return new Response(null, { status: 204 });
};
