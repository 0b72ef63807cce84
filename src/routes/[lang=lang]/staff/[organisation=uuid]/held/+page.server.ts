import { textOf } from '#lib/accounts/index.server.ts';
import {
	decideHeld,
	listHeldActs,
	readMeetings,
	staffNames,
	type HeldAct
} from '#lib/cohorts/index.server.ts';
import { isUuid } from '#lib/platform/ids.ts';
import type { Services } from '#lib/services.server.ts';
import { recordStaffEvents } from '#lib/sync/index.server.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffHere } from '../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

type MeetingsOf = (cohortId: string) => ReturnType<typeof readMeetings>;

/** What an act says, for a person: ids of meetings and lines of a rubric are counted. */
async function shown({ catalogue }: Services, { act }: HeldAct, meetingsOf: MeetingsOf) {
	switch (act.kind) {
		case 'note':
			return { kind: act.kind, text: act.text };
		case 'mark': {
			const course = catalogue.version(act.course, act.version);
			const of = course?.practical.rubric.length ?? act.met.length;
			return { kind: act.kind, met: act.met.length, of, text: act.comment };
		}
		case 'attendance': {
			const meeting = (await meetingsOf(act.cohort))?.meetings.find(({ id }) => id === act.meeting);
			return { kind: act.kind, state: act.state, number: meeting?.number };
		}
	}
}

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'people.manage');
	const { services } = event.locals;
	const held = await listHeldActs(services, at);
	const staff = await staffNames(
		services.db,
		at.organisationId,
		held.map((one) => one.staffId)
	);
	const read = new Map<string, ReturnType<typeof readMeetings>>();
	const meetingsOf = (cohortId: string) => {
		const meetings = read.get(cohortId) ?? readMeetings(services, at, cohortId);
		read.set(cohortId, meetings);
		return meetings;
	};
	return {
		done: event.url.searchParams.get('done'),
		held: await Promise.all(
			held.map(async (one) => ({
				id: one.act.id,
				staffId: one.staffId,
				by: staff[one.staffId] ?? '',
				learner: one.name,
				at: one.act.at,
				receivedAt: one.receivedAt,
				reason: one.reason,
				says: await shown(services, one, meetingsOf)
			}))
		)
	};
};

const decide = (accepts: boolean) => async (event: RequestEvent) => {
	const at = await staffHere(event, 'people.manage');
	const form = await event.request.formData();
	const [staffId, actId] = [textOf(form, 'staff'), textOf(form, 'act')];
	if (!isUuid(staffId) || !isUuid(actId)) error(404, 'no such page');
	const decided = await decideHeld(event.locals.services, at, {
		staffId,
		actId,
		accepts,
		record: recordStaffEvents
	});
	if (decided.ok) redirect(303, `${event.url.pathname}?done=${accepts ? 'yes' : 'no'}`);
	if (decided.refusal.tag === 'unkept') return fail(409, { unkept: actId });
	error(404, 'no such page');
};

export const actions: Actions = {
	accept: decide(true),
	refuse: decide(false)
};
