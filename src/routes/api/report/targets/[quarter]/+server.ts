import { problem } from '#lib/platform/problem.server.ts';
import { listEditions, logframeOf } from '#lib/reports/index.server.ts';
import { splitKey } from '#lib/reports/index.ts';
import { json } from '@sveltejs/kit';
import { caller, PRIVATE } from '../../caller.ts';
import type { RequestHandler } from './$types';

/** M6. The donor's table of a quarter. */
export const GET: RequestHandler = async (event) => {
	const organisationId = await caller(event, 'target');
	if (organisationId instanceof Response) return organisationId;
	const { db } = event.locals.services;
	const quarters = await listEditions(db, organisationId);
	const edition = quarters.find(({ period }) => period === event.params.quarter);
	if (!edition)
		return problem({ status: 404, tag: 'unknown-quarter', title: 'There is no report of this quarter.' });
	return json(
		{
			quarter: edition.period,
			edition: edition.edition,
			rows: (await logframeOf(db, edition, quarters)).map(
				({ key, group, baseline, target, actual, toDate }) => ({
					...splitKey(key),
					group,
					baseline,
					target,
					actual: actual ?? null,
					to_date: toDate && { at_least: toDate.atLeast, people: toDate.sum }
				})
			)
		},
		{ headers: PRIVATE }
	);
};
