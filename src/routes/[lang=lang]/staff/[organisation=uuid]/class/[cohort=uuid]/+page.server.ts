import { textOf } from '#lib/accounts/index.server.ts';
import {
	findCohort,
	listViews,
	readBoard,
	readBoardQuery,
	removeView,
	writeBoardQuery
} from '#lib/cohorts/index.server.ts';
import { dayIn, nextMeeting, readClassPlan, selectLearners } from '#lib/cohorts/index.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import { keepView } from '../../../keep-view.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'class.see');
	const { services, lang } = event.locals;
	const { cohort: cohortId } = event.params;
	const [board, views, cohort] = await Promise.all([
		readBoard(services, at, cohortId, lang),
		listViews(services, at, cohortId),
		findCohort(services.db, at.organisationId, cohortId)
	]);
	if (!board || !cohort) error(404, 'no such page');
	const now = services.clock();
	const query = readBoardQuery(event.url.searchParams);
	return {
		board,
		shown: selectLearners(board, query),
		query,
		asked: writeBoardQuery(query),
		views,
		newView: uuidv7(now, services.random),
		allHelp: event.url.searchParams.get('help') === 'all',
		meeting: nextMeeting(readClassPlan(cohort.plan, cohort.course), dayIn(at.zone, now)) ?? null,
		now
	};
};

/** Back to the board as it was filtered. */
const back = ({ url }: Pick<RequestEvent, 'url'>, query: string) =>
	redirect(303, `${url.pathname}${query && `?${query}`}`);

export const actions: Actions = {
	save: async (event) => {
		const at = await staffHere(event, 'class.see');
		const form = await event.request.formData();
		const query = writeBoardQuery(readBoardQuery(new URLSearchParams(textOf(form, 'query'))));
		const refused = await keepView(event, at, event.params.cohort, form, query);
		if (refused) return refused;
		back(event, query);
	},
	remove: async (event) => {
		const at = await staffHere(event, 'class.see');
		const form = await event.request.formData();
		await removeView(event.locals.services, at, event.params.cohort, textOf(form, 'id'));
		back(event, '');
	}
};
