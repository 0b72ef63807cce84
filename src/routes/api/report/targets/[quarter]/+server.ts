import { problem } from '#lib/platform/problem.server.ts';
import { findEdition, logframeOf } from '#lib/reports/index.server.ts';
import { splitKey } from '#lib/reports/index.ts';
import { json } from '@sveltejs/kit';
import { caller, PRIVATE } from '../../caller.ts';
import type { RequestHandler } from './$types';

/** M6. The donor's table of a quarter. */
export const GET: RequestHandler = async (event) => {
	const organisationId = await caller(event, 'target');
	if (organisationId instanceof Response) return organisationId;
	const { db } = event.locals.services;
	const edition = await findEdition(db, organisationId, event.params.quarter);
	if (!edition)
		return problem({ status: 404, tag: 'unknown-quarter', title: 'There is no report of this quarter.' });
	return json(
		{
			quarter: edition.period,
			edition: edition.edition,
			rows: (await logframeOf(db, edition)).map(({ key, group, baseline, target, actual }) => ({
				...splitKey(key),
				group,
				baseline,
				target,
				actual: actual ?? null
			}))
		},
		{ headers: PRIVATE }
	);
};
