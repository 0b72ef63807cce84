import { sortByName } from '../platform/name-order.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { readChangeReason, type ChangeReason } from './change-reason.ts';
import { lastChanges, listMembersOf, namesOf } from './members.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** Of somebody who asks or waits staff see her name and since when, nothing else. */
export interface ListedMember {
	id: string;
	name: string;
	since: number;
}

export interface ClassMembers {
	asked: ListedMember[];
	/** The waiting list, who waits longest first. */
	queued: ListedMember[];
	/** By name. */
	active: ListedMember[];
	/** Left, moved or refused, the newest first, with why. */
	former: (ListedMember & { state: 'left' | 'moved' | 'refused'; reason?: ChangeReason })[];
}

export async function listMembers(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	cohortId: string
): Promise<Result<ClassMembers, { tag: 'forbidden' }>> {
	if (!may(at, 'learners.teach', cohortId)) return refuse({ tag: 'forbidden' });
	const rows = await listMembersOf(db, at.organisationId, cohortId);
	const gone = rows.filter(({ state }) => state === 'left' || state === 'moved' || state === 'refused');
	const [names, changes] = await Promise.all([
		namesOf(
			db,
			rows.map((r) => r.learner_id)
		),
		lastChanges(
			db,
			at.organisationId,
			cohortId,
			gone.map((r) => r.learner_id)
		)
	]);
	const member = (r: (typeof rows)[number]): ListedMember => ({
		id: r.learner_id,
		name: names.get(r.learner_id) ?? '',
		since: r.since
	});
	const those = (state: string) => rows.filter((r) => r.state === state).map(member);
	return ok({
		asked: those('asked'),
		queued: those('queued'),
		active: sortByName(those('active')),
		former: gone
			.map((r) => {
				const change = changes.get(r.learner_id);
				return {
					...member(r),
					state: r.state as 'left' | 'moved' | 'refused',
					...(change?.state === r.state && { reason: readChangeReason(change.reason) })
				};
			})
			.sort((a, b) => b.since - a.since)
	});
}
