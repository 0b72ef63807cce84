/** T3. What an import would do, looked at anew each time: the class may have changed since the file was read. */
import { listPeople } from '#lib/accounts/index.server.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Services } from '../../services.server.ts';
import { readClassPlan } from '../class-plan.ts';
import { findCohort } from '../cohorts.repository.server.ts';
import { countActive } from '../members.repository.server.ts';
import { may, type StaffAt } from '../staff-at.server.ts';
import { findTwins, suggest, type Decision, type Known, type Twin } from './decide-twins.ts';
import type { Draft } from './draft.server.ts';
import { headingRow, type ImportField } from './headings.ts';
import { allCohorts, membersOf } from './import.repository.server.ts';
import { readRow, type ImportRow } from './read-row.server.ts';

export interface Preview {
	/** Will be made. */
	fresh: ImportRow[];
	/** May be somebody who is there: a person decides. */
	asked: { row: ImportRow; twin: Twin; suggested?: Decision }[];
	/** Are in this class by an export of ours: nothing to do. */
	there: ImportRow[];
	/** Cannot be imported; each names why. */
	bad: ImportRow[];
	/** Places left in the class (T2); nothing where nobody counts. */
	left?: number;
}

/** The rows of a draft that are people. */
export function readRows({ sheet, mapping }: Draft, today: string): ImportRow[] {
	const place = new Map(mapping.columns.map((use, i) => [use, i]));
	return sheet.rows
		.slice(mapping.headless ? 0 : headingRow(sheet) + 1)
		.map(({ number, cells }) =>
			readRow(number, (field: ImportField) => cells[place.get(field) ?? -1] ?? '', today)
		);
}

/** T1. Whom this person may know: of the classes whose learners she looks after, and of no other organisation. */
export async function knownTo(
	services: Pick<Services, 'db' | 'secrets'>,
	at: StaffAt,
	cohortId: string
): Promise<Known[]> {
	const { db } = services;
	const cohorts = (await allCohorts(db, at.organisationId)).filter((c) =>
		may(at, 'learners.manage', c.cohort_id)
	);
	const names = new Map(cohorts.map((c) => [c.cohort_id, c.name]));
	const members = await membersOf(db, at.organisationId, [...names.keys()]);
	const people = await listPeople(services, [...new Set(members.map((m) => m.learner_id))]);
	const classes = new Map<string, typeof members>();
	for (const member of members)
		classes.set(member.learner_id, [...(classes.get(member.learner_id) ?? []), member]);
	return people.map(({ learnerId, name, phone }) => {
		const hers = classes.get(learnerId)!;
		const here = hers.find((m) => m.cohort_id === cohortId)?.state;
		return {
			id: learnerId,
			name,
			classes: hers.map((m) => names.get(m.cohort_id)!),
			...(phone && { phone }),
			...(here && { here })
		};
	});
}

async function placesLeft(db: Services['db'], organisationId: string, cohortId: string) {
	const cohort = await findCohort(db, organisationId, cohortId);
	const places = cohort && readClassPlan(cohort.plan, cohort.course).places;
	if (typeof places !== 'number') return undefined;
	return Math.max(0, places - (await countActive(db, organisationId, cohortId)));
}

export async function previewImport(services: Services, at: StaffAt, draft: Draft): Promise<Preview> {
	const rows = readRows(draft, dayIn(at.zone, services.clock()));
	const good = rows.filter((row) => !row.faults.length);
	const twins = findTwins(good, await knownTo(services, at, draft.cohortId));
	const left = await placesLeft(services.db, at.organisationId, draft.cohortId);
	const preview: Preview = {
		fresh: [],
		asked: [],
		there: [],
		bad: rows.filter((row) => row.faults.length),
		...(left !== undefined && { left })
	};
	for (const row of good) {
		const twin = twins.get(row.number);
		if (!twin) preview.fresh.push(row);
		else if (twin.by === 'id' && twin.people[0]!.here) preview.there.push(row);
		else preview.asked.push({ row, twin, suggested: suggest(twin) });
	}
	return preview;
}
