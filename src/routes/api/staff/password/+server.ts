import { confirmPassword, deviceOf } from '#lib/accounts/index.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { readJson } from '#lib/platform/read-json.server.ts';
import * as v from 'valibot';
import type { RequestHandler } from './$types';

const asked = v.object({ password: v.pipe(v.string(), v.maxLength(200)) });

/** Whether this is the password of whoever is logged in: asked before it becomes the lock of a class on her phone. */
export const POST: RequestHandler = async ({ request, cookies, locals: { services, staff } }) => {
	if (!staff) return problem({ status: 401, tag: 'no-session', title: 'Log in as staff first.' });
	const body = await readJson(request, 2048);
	const read = v.safeParse(asked, body.ok ? body.value : undefined);
	if (!read.success)
		return problem({
			status: 422,
			tag: 'bad-request',
			title: 'Send {"password": "…"}, at most 200 characters.'
		});
	const who = { staffId: staff.staffId, deviceHash: deviceOf(services, cookies) };
	const confirmed = await confirmPassword(services, who, read.output.password);
	if (confirmed.ok) return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
	if (confirmed.refusal.tag === 'wrong')
		return problem({ status: 403, tag: 'wrong-password', title: 'That is not the password.' });
	const wait = Math.max(1, Math.ceil((confirmed.refusal.until - services.clock()) / 1000));
	return problem({
		status: 429,
		tag: 'wait',
		title: 'Too many wrong tries: wait, then try again.',
		headers: { 'retry-after': String(wait) }
	});
};
