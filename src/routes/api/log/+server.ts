import { problem } from '#lib/platform/problem.server.ts';
import { readBack } from '#lib/sync/index.server.ts';
import { json } from '@sveltejs/kit';
import { whoReads } from '../reader.ts';
import type { RequestHandler } from './$types';

/** K8, S10: her log as the server holds it, for a phone that lost it or never had it. */
export const GET: RequestHandler = async (event) => {
	const { url, locals } = event;
	const who = await whoReads(event);
	if (typeof who !== 'string') return who;
	const after = url.searchParams.get('after') ?? '0';
	const not = url.searchParams.get('not') ?? '';
	if (!/^\d{1,15}$/.test(after) || !/^[\w.:-]{0,64}$/.test(not))
		return problem({ status: 422, tag: 'bad-query', title: 'Ask with ?after=<position>&not=<device>.' });
	return json(await readBack(locals.services, who, { after: Number(after), not }));
};
