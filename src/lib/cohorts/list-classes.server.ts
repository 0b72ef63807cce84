import { isAdministrator } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { dayIn, nextMeeting, readClassPlan } from './class-plan.ts';
import { listArchivedCohorts, listCohorts, listOrganisations } from './cohorts.repository.server.ts';
import { countMembers } from './members.repository.server.ts';
import { listProgrammes } from './planning.repository.server.ts';
import { may, staffPlaces, type StaffAt } from './staff-at.server.ts';

export interface ListedOrganisation {
	id: string;
	name: string;
	/** Whether she has a role there; the page of an organisation is closed to everybody else. */
	hers: boolean;
}

/** Every organisation of the installation, for its administrator. */
export async function listAllOrganisations(
	services: Pick<Services, 'db' | 'allLearners'>,
	staffId: string
): Promise<Result<ListedOrganisation[], { tag: 'forbidden' }>> {
	if (!(await isAdministrator(services.db, staffId))) return refuse({ tag: 'forbidden' });
	const [organisations, places] = await Promise.all([
		listOrganisations(services.allLearners),
		staffPlaces(services, staffId)
	]);
	const hers = new Set(places.map((p) => p.organisationId));
	return ok(organisations.map(({ organisation_id: id, name }) => ({ id, name, hers: hers.has(id) })));
}

export interface ListedClass {
	id: string;
	name: string;
	/** YYYY-MM-DD; nothing when no meeting is left or none is planned. */
	next?: string;
	/** HH:MM or ''. */
	time: string;
	place: string;
	members: number;
	places: number | null;
	/** Who asked and waits for a yes. */
	asked: number;
	queued: number;
}
export interface ClassGroup {
	/** Without one: classes of no programme. */
	programme?: { id: string; name: string };
	classes: ListedClass[];
}

/**
 * T1. The classes of an organisation that she may open, by programme: programmes by name, classes without one last; in a
 * programme who meets next comes first.
 */
export async function listClasses(
	{ db, clock }: Pick<Services, 'db' | 'clock'>,
	at: StaffAt,
	{ archived = false }: { archived?: boolean } = {}
): Promise<ClassGroup[]> {
	const { organisationId } = at;
	const [all, programmes, counts] = await Promise.all([
		archived ? listArchivedCohorts(db, organisationId) : listCohorts(db, organisationId),
		listProgrammes(db, organisationId),
		countMembers(db, organisationId)
	]);
	const today = dayIn(at.zone, clock());
	const groups: ClassGroup[] = [
		...programmes.map((p) => ({ programme: { id: p.programme_id, name: p.name }, classes: [] })),
		{ classes: [] }
	];
	for (const c of all) {
		if (!may(at, 'class.see', c.cohort_id)) continue;
		const plan = readClassPlan(c.plan, c.course);
		const next = nextMeeting(plan, today);
		const count = counts.get(c.cohort_id);
		const group = groups.find((g) => g.programme?.id === (c.programme_id ?? undefined)) ?? groups.at(-1)!;
		group.classes.push({
			id: c.cohort_id,
			name: c.name,
			...(next !== undefined && !archived && { next }),
			time: plan.time,
			place: plan.place,
			members: count?.active ?? 0,
			places: plan.places,
			asked: count?.asked ?? 0,
			queued: count?.queued ?? 0
		});
	}
	const when = (c: ListedClass) => `${c.next ?? '9'} ${c.time}`;
	for (const g of groups) g.classes.sort((a, b) => (when(a) < when(b) ? -1 : when(a) > when(b) ? 1 : 0));
	return groups.filter((g) => g.classes.length);
}
