import type { Selectable } from 'kysely';
import { writeAudit } from '#lib/accounts/index.server.ts';
import type { Permission } from '#lib/accounts/index.ts';
import type { Tx } from '../platform/db.server.ts';
import type { CohortRow } from '../platform/schema.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { readChangeReason, type ChangeReason } from './change-reason.ts';
import type { ClassRefused } from './class-number.server.ts';
import { readClassPlan } from './class-plan.ts';
import { takeCohort } from './cohorts.repository.server.ts';
import { hasRoom, type MemberState } from './decide-entry.ts';
import { changeEnrolment, countActive, findMembership, lastChanges } from './members.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

/** `full`: no place is left. `unknown_learner`: she is not there, or not as what this act needs. */
export type MembersRefusal = ClassRefused | { tag: 'full' } | { tag: 'unknown_learner' };

type Cohort = Selectable<CohortRow>;
type Open = { cohort: Cohort; tx: Tx };

/** Undoes what a transaction wrote so far, and answers with this. */
class Refused extends Error {
	readonly refusal: MembersRefusal;
	constructor(refusal: MembersRefusal) {
		super(refusal.tag);
		this.refusal = refusal;
	}
}

/** T1. One act on the members of one class, its row held: nothing is half done, and no place is given twice. */
async function inClass<T>(
	services: Services,
	at: StaffAt,
	cohortId: string,
	permission: Permission,
	run: (open: Open) => Promise<Result<T, MembersRefusal>>,
	/** Another class that the act may change. */
	other?: string
): Promise<Result<T, MembersRefusal>> {
	if (!may(at, permission, cohortId)) return refuse({ tag: 'forbidden' });
	try {
		return await services.db.transaction().execute(async (tx) => {
			// Both rows in one order, whichever way she goes: two opposite moves wait for each other, not on each other.
			if (other !== undefined && other < cohortId) await takeCohort(tx, at.organisationId, other);
			const cohort = await takeCohort(tx, at.organisationId, cohortId);
			if (!cohort) return refuse({ tag: 'unknown_class' } as const);
			if (cohort.archived_at !== null) return refuse({ tag: 'archived' } as const);
			const done = await run({ cohort, tx });
			if (!done.ok) throw new Refused(done.refusal);
			return done;
		});
	} catch (error) {
		if (error instanceof Refused) return refuse(error.refusal);
		throw error;
	}
}

const roomIn = async (tx: Tx, cohort: Cohort): Promise<boolean> =>
	hasRoom(
		readClassPlan(cohort.plan, cohort.course),
		await countActive(tx, cohort.organisation_id, cohort.cohort_id)
	);

/** Her new state with its reason, her history and the audit row (K6: ids only; the words stay with her). */
async function change(
	services: Services,
	{ tx, cohort }: Open,
	at: StaffAt,
	learnerId: string,
	to: { state: MemberState; act: string; reason: ChangeReason; since?: number; other?: string }
): Promise<void> {
	const { organisation_id: organisationId, cohort_id: cohortId } = cohort;
	const changed = await changeEnrolment(tx, services, {
		learnerId,
		organisationId,
		cohortId,
		state: to.state,
		reason: to.reason,
		by: at.staffId,
		...(to.since !== undefined && { at: to.since })
	});
	if (!changed) return;
	await writeAudit(tx, services, {
		organisationId,
		actor: at.staffId,
		act: to.act,
		subject: learnerId,
		detail: { cohort: cohortId, ...(to.other !== undefined && { other: to.other }) }
	});
}

/**
 * Lets women in who asked, or who wait for a place; in a full class who asked goes on the waiting list, at the place that
 * the day of her asking gives her. Who is in already, or left meanwhile, is passed over: a second tap does nothing.
 * @returns how many are in, and how many wait for a place
 */
export const admit = (
	services: Services,
	at: StaffAt,
	cohortId: string,
	learnerIds: readonly string[]
): Promise<Result<{ active: number; queued: number }, MembersRefusal>> =>
	inClass(services, at, cohortId, 'learners.teach', async (open) => {
		const done = { active: 0, queued: 0 };
		for (const learnerId of learnerIds) {
			const member = await findMembership(open.tx, at.organisationId, cohortId, learnerId);
			if (member?.state !== 'asked' && member?.state !== 'queued') continue;
			const room = await roomIn(open.tx, open.cohort);
			if (!room && member.state === 'queued') return refuse({ tag: 'full' } as const);
			const state = room ? 'active' : 'queued';
			await change(services, open, at, learnerId, {
				state,
				act: room ? 'learner.let_in' : 'learner.queued',
				reason: { code: 'let_in' },
				...(!room && { since: member.since })
			});
			done[state]++;
		}
		return ok(done);
	});

/** Takes somebody out of what she is now in the class; only who is one of `from` is. */
const takeOut = (
	services: Services,
	at: StaffAt,
	cohortId: string,
	learnerId: string,
	how: {
		permission: Permission;
		from: readonly MemberState[];
		state: MemberState;
		act: string;
		reason: ChangeReason;
	}
): Promise<Result<null, MembersRefusal>> =>
	inClass(services, at, cohortId, how.permission, async (open) => {
		const member = await findMembership(open.tx, at.organisationId, cohortId, learnerId);
		if (member?.state === how.state) return ok(null);
		if (!member || !how.from.includes(member.state)) return refuse({ tag: 'unknown_learner' } as const);
		await change(services, open, at, learnerId, how);
		return ok(null);
	});

/** Who asked or waits is not let in. She may ask again. */
export const refuseLearner = (
	services: Services,
	at: StaffAt,
	cohortId: string,
	learnerId: string,
	reason: ChangeReason
) =>
	takeOut(services, at, cohortId, learnerId, {
		permission: 'learners.teach',
		from: ['asked', 'queued'],
		state: 'refused',
		act: 'learner.refused',
		reason
	});

/** T2. She leaves the class, with a reason. Her work and badges are hers, and no past report changes. */
export const leaveClass = (
	services: Services,
	at: StaffAt,
	cohortId: string,
	learnerId: string,
	reason: ChangeReason
) =>
	takeOut(services, at, cohortId, learnerId, {
		permission: 'learners.manage',
		from: ['active'],
		state: 'left',
		act: 'learner.left',
		reason
	});

/**
 * T1, T2. She goes on in another class of the organisation, one that the mover may manage too; both in one transaction.
 * A full class takes nobody: its trainer first gives it more places.
 */
export async function moveLearner(
	services: Services,
	at: StaffAt,
	{ from, to, learnerId, reason }: { from: string; to: string; learnerId: string; reason: ChangeReason }
): Promise<Result<null, MembersRefusal>> {
	if (from === to || !may(at, 'learners.manage', to)) return refuse({ tag: 'unknown_class' });
	const move = async (open: Open): Promise<Result<null, MembersRefusal>> => {
		const member = await findMembership(open.tx, at.organisationId, from, learnerId);
		if (member?.state === 'moved') return ok(null);
		if (member?.state !== 'active') return refuse({ tag: 'unknown_learner' } as const);
		const target = await takeCohort(open.tx, at.organisationId, to);
		if (!target || target.archived_at !== null) return refuse({ tag: 'unknown_class' } as const);
		const there = await findMembership(open.tx, at.organisationId, to, learnerId);
		if (there?.state !== 'active' && !(await roomIn(open.tx, target)))
			return refuse({ tag: 'full' } as const);
		await change(services, open, at, learnerId, {
			state: 'moved',
			act: 'learner.moved',
			reason: { ...reason, other: to },
			other: to
		});
		await change(services, { tx: open.tx, cohort: target }, at, learnerId, {
			state: 'active',
			act: 'learner.came',
			reason: { code: reason.code, other: from },
			other: from
		});
		return ok(null);
	};
	return inClass(services, at, from, 'learners.manage', move, to);
}

/**
 * Undoes leaving, moving or refusing: she is in the class again. Who had moved also goes out of the class that took her,
 * if it was this move that brought her there and she is still in it.
 */
export async function bringBack(
	services: Services,
	at: StaffAt,
	cohortId: string,
	learnerId: string
): Promise<Result<null, MembersRefusal>> {
	const { organisationId } = at;
	const back = async (open: Open): Promise<Result<null, MembersRefusal>> => {
		const { tx } = open;
		const member = await findMembership(tx, organisationId, cohortId, learnerId);
		if (member?.state === 'active') return ok(null);
		if (!member || member.state === 'asked' || member.state === 'queued')
			return refuse({ tag: 'unknown_learner' } as const);
		if (!(await roomIn(tx, open.cohort))) return refuse({ tag: 'full' } as const);
		if (member.state === 'moved') await undoArrival(services, open, at, learnerId);
		await change(services, open, at, learnerId, {
			state: 'active',
			act: 'learner.back',
			reason: { code: 'back' }
		});
		return ok(null);
	};
	const last = (await lastChanges(services.db, organisationId, cohortId, [learnerId])).get(learnerId);
	return inClass(
		services,
		at,
		cohortId,
		'learners.manage',
		back,
		last && readChangeReason(last.reason).other
	);
}

async function undoArrival(services: Services, { tx, cohort }: Open, at: StaffAt, learnerId: string) {
	const { organisationId } = at;
	const here = (await lastChanges(tx, organisationId, cohort.cohort_id, [learnerId])).get(learnerId);
	const to = here && readChangeReason(here.reason).other;
	if (to === undefined) return;
	const there = (await lastChanges(tx, organisationId, to, [learnerId])).get(learnerId);
	const brought = there?.state === 'active' && readChangeReason(there.reason).other === cohort.cohort_id;
	const target = brought && may(at, 'learners.manage', to) && (await takeCohort(tx, organisationId, to));
	if (!target) return;
	await change(services, { tx, cohort: target }, at, learnerId, {
		state: 'moved',
		act: 'learner.moved',
		reason: { code: 'back', other: cohort.cohort_id },
		other: cohort.cohort_id
	});
}
