import { sentBatch } from '#lib/cohorts/index.ts';
import { receiveActs } from '#lib/cohorts/index.server.ts';
import { MINUTE } from '#lib/platform/clock.ts';
import { hit } from '#lib/platform/limits.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { readJson } from '#lib/platform/read-json.server.ts';
import { SENT_BYTES, SENT_MOST } from '#lib/progress/index.ts';
import { happenedAt } from '#lib/sync/index.ts';
import { recordStaffEvents } from '#lib/sync/index.server.ts';
import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import type { RequestHandler } from './$types';

/** Batches of one person in a minute: a phone sends one after another. */
const MOST_A_MINUTE = 60;

/**
 * What somebody of staff did without a signal, by her session. It passes the request check of every form (K4); a queue that
 * is not the session's own is left where it is. Answered act by act; the phone lets go only of what is named.
 */
export const POST: RequestHandler = async ({ request, locals: { services, staff } }) => {
	if (!staff)
		return problem({ status: 401, tag: 'no-session', title: 'Log in as staff first; nothing was taken.' });
	const body = await readJson(request, SENT_BYTES);
	if (!body.ok)
		return body.refusal.tag === 'too_large'
			? problem({ status: 413, tag: 'too-large', title: `Send at most ${SENT_BYTES} bytes at once.` })
			: problem({ status: 400, tag: 'not-json', title: 'The body is not JSON.' });
	const read = v.safeParse(sentBatch, body.value);
	if (!read.success)
		return problem({
			status: 422,
			tag: 'bad-envelope',
			title: 'The batch is not of the agreed shape.',
			more: { faults: read.issues.map((i) => ({ at: v.getDotPath(i), fault: i.message })) }
		});
	const { staff: whose, sentAt, acts } = read.output;
	if (whose !== staff.staffId)
		return problem({
			status: 409,
			tag: 'other-person',
			title: 'These acts are of somebody else than the session; nothing was taken.'
		});
	if (acts.length > SENT_MOST)
		return problem({ status: 413, tag: 'too-many', title: `Send at most ${SENT_MOST} acts at once.` });
	const now = services.clock();
	const free = await hit(services.db, `staff-acts ${staff.staffId}`, now, MINUTE, MOST_A_MINUTE);
	if (!free.ok) {
		const wait = Math.ceil((free.refusal.retryAt - now) / 1000);
		return problem({
			status: 429,
			tag: 'too-often',
			title: 'Wait a little, then send again.',
			headers: { 'retry-after': String(wait) }
		});
	}
	const receipts = await receiveActs(services, {
		staffId: staff.staffId,
		sentAt,
		acts,
		happenedAt,
		record: recordStaffEvents
	});
	return json({ now, receipts }, { headers: { 'cache-control': 'no-store' } });
};
