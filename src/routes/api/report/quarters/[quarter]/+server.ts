import { OWN } from '#lib/platform/country/lang.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { apiFigures, findEdition, meaningsOf, readAllTables, readNames } from '#lib/reports/index.server.ts';
import { json } from '@sveltejs/kit';
import { caller, PRIVATE } from '../../caller.ts';
import type { RequestHandler } from './$types';

/** R1. Every number that the newest edition of a quarter publishes: the same as screen and files. */
export const GET: RequestHandler = async (event) => {
	const organisationId = await caller(event, 'report');
	if (organisationId instanceof Response) return organisationId;
	const { db } = event.locals.services;
	const edition = await findEdition(db, organisationId, event.params.quarter);
	if (!edition)
		return problem({ status: 404, tag: 'unknown-quarter', title: 'There is no report of this quarter.' });
	const { services } = event.locals;
	const [tables, ur, en] = await Promise.all([
		readAllTables(db, edition),
		readNames(services, organisationId, OWN),
		readNames(services, organisationId, 'en')
	]);
	return json(
		{
			quarter: edition.period,
			edition: edition.edition,
			counted_until: new Date(edition.madeAt).toISOString(),
			threshold: edition.threshold,
			indicators: meaningsOf(Object.keys(tables.all ?? {}), { [OWN]: ur, en }),
			figures: apiFigures({ tables })
		},
		{ headers: PRIVATE }
	);
};
