import { textOf } from '#lib/accounts/index.server.ts';
import {
	findMember,
	isJoined,
	joinRecords,
	partRecords,
	readJoinPage,
	readJoinPair
} from '#lib/cohorts/index.server.ts';
import { isUuid, uuidv7 } from '#lib/platform/ids.ts';
import { recordStaffEvents } from '#lib/sync/index.server.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { staffHere } from '../../../../../../staff-here.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

const gone = () => error(404, 'no such page');

async function herePage(event: RequestEvent | Parameters<PageServerLoad>[0]) {
	const at = await staffHere(event, 'learners.manage');
	const { services } = event.locals;
	const { cohort: cohortId, learner: learnerId } = event.params;
	const learner = (await findMember(services, at, cohortId, learnerId)) ?? gone();
	return { at, services, cohortId, learnerId, learner };
}

export const load: PageServerLoad = async (event) => {
	const { at, services, cohortId, learnerId, learner } = await herePage(event);
	const { searchParams } = event.url;
	const q = (searchParams.get('q') ?? '').slice(0, 60);
	const other = searchParams.get('with');
	const page = (await readJoinPage(services, at, cohortId, learnerId, q)) ?? gone();
	const pair =
		other === null
			? undefined
			: (isUuid(other) && (await readJoinPair(services, at, cohortId, learnerId, other))) || gone();
	event.setHeaders({ 'cache-control': 'private, no-store' });
	return {
		...page,
		learner,
		q,
		pair,
		id: uuidv7(services.clock(), services.random),
		done: searchParams.get('done')
	};
};

export const actions: Actions = {
	join: async (event) => {
		const at = await staffHere(event, 'learners.manage');
		const { services } = event.locals;
		const { cohort: cohortId, learner: learnerId } = event.params;
		const form = await event.request.formData();
		const [id, keptId, goneId] = ['id', 'kept', 'gone'].map((field) => textOf(form, field)) as [
			string,
			string,
			string
		];
		// A second tap: the first may have joined the very record whose page this is.
		const again = isUuid(id) && isUuid(keptId) && (await isJoined(services, at, keptId, id));
		if (!again && !(await findMember(services, at, cohortId, learnerId))) gone();
		// The record whose page it is must be one of the two.
		if (![id, keptId, goneId].every(isUuid) || ![keptId, goneId].includes(learnerId))
			return fail(400, { fault: 'changed' as const });
		if (textOf(form, 'sure') !== 'yes') return fail(400, { fault: 'sure_missing' as const });
		const joined = await joinRecords(services, at, { id, cohortId, keptId, goneId }, recordStaffEvents);
		if (!joined.ok) {
			const { tag } = joined.refusal;
			if (tag === 'forbidden' || tag === 'unknown') gone();
			return fail(400, { fault: tag as Exclude<typeof tag, 'forbidden' | 'unknown'> });
		}
		const place = `/${event.locals.lang}/staff/${at.organisationId}/class/${cohortId}`;
		const here = await findMember(services, at, cohortId, keptId);
		redirect(303, here ? `${place}/learner/${keptId}/same?done=joined` : `${place}/members`);
	},
	part: async (event) => {
		const { at, services, cohortId, learnerId } = await herePage(event);
		const id = textOf(await event.request.formData(), 'of');
		if (!isUuid(id)) return fail(400, { fault: 'changed' as const });
		const given = { id, cohortId, keptId: learnerId };
		const parted = await partRecords(services, at, given, recordStaffEvents);
		if (!parted.ok) {
			if (parted.refusal.tag === 'too_late') return fail(400, { fault: 'too_late' as const });
			gone();
		}
		const place = `/${event.locals.lang}/staff/${at.organisationId}/class/${cohortId}`;
		const here = await findMember(services, at, cohortId, learnerId);
		redirect(303, here ? `${event.url.pathname}?done=parted` : `${place}/members`);
	}
};
