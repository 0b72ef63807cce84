import { staffIn, staffNames } from '#lib/accounts/index.server.ts';
import { isRole, type Role } from '#lib/accounts/index.ts';
import { DAY } from '../platform/clock.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { listCohorts } from './cohorts.repository.server.ts';
import { linkState, type LinkState } from './decide-link.ts';
import * as people from './people.repository.server.ts';
import { readTaken } from './people.schema.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** So long a role that was taken away is offered back. */
const TAKEN_SHOWN = 30 * DAY;
const LINKS_SHOWN = 50;

export interface ListedPeople {
	people: {
		id: string;
		name: string;
		self: boolean;
		roles: { role: Role; since: number }[];
		classes: string[];
	}[];
	invitations: {
		id: string;
		role: Role;
		className?: string;
		label: string;
		state: LinkState;
		until: number;
	}[];
	taken: { id: string; name: string; role: Role; at: number; reason: string }[];
	classes: { id: string; name: string }[];
}

/** Who works in an organisation, who is invited, and which roles ended lately. */
export async function listPeople(
	{ db, clock }: Services,
	at: StaffAt
): Promise<Result<ListedPeople, { tag: 'forbidden' }>> {
	if (!may(at, 'people.manage')) return refuse({ tag: 'forbidden' });
	const { organisationId } = at;
	const now = clock();
	const [roles, inClasses, cohorts, links, ended] = await Promise.all([
		staffIn(db, organisationId),
		people.listInClasses(db, organisationId),
		listCohorts(db, organisationId),
		people.listInvitations(db, organisationId, LINKS_SHOWN),
		people.listTaken(db, organisationId, now - TAKEN_SHOWN)
	]);
	const ids = [...new Set(roles.map((r) => r.staffId))];
	const names = await staffNames(db, [...new Set([...ids, ...ended.map((e) => e.subject)])]);
	const className = new Map(cohorts.map((c) => [c.cohort_id, c.name]));
	const holds = (staffId: string, role: Role) => roles.some((r) => r.staffId === staffId && r.role === role);
	const seen = new Set<string>();
	return ok({
		people: ids.map((id) => ({
			id,
			name: names.get(id) ?? '',
			self: id === at.staffId,
			roles: roles.filter((r) => r.staffId === id).map(({ role, since }) => ({ role, since })),
			classes: inClasses.filter((c) => c.staff_id === id).flatMap((c) => className.get(c.cohort_id) ?? [])
		})),
		invitations: links.flatMap((link) => {
			if (!link.role || !isRole(link.role)) return [];
			const named = link.cohort_id && className.get(link.cohort_id);
			return {
				id: link.link_id,
				role: link.role,
				label: link.label,
				state: linkState(link, now),
				until: link.expires_at,
				...(named && { className: named })
			};
		}),
		taken: ended.flatMap((row) => {
			const taken = readTaken(row.detail);
			const key = `${row.subject}:${taken?.role}`;
			// Of several endings of one role the last counts.
			if (!taken || seen.has(key) || holds(row.subject, taken.role)) return [];
			seen.add(key);
			const { role, reason } = taken;
			return { id: row.audit_id, name: names.get(row.subject) ?? '', role, at: row.at, reason };
		}),
		classes: cohorts.map((c) => ({ id: c.cohort_id, name: c.name }))
	});
}
