/** What the tests of classes share: an organisation with an administrator, other people of staff, and a class. */
import {
	grantRole,
	joinLearner,
	makeSetupLink,
	setUpAdministrator,
	type Join
} from '#lib/accounts/index.server.ts';
import type { Role } from '#lib/accounts/index.ts';
import { hex, uuidv7 } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import { readClassPlan, type ClassPlan } from './class-plan.ts';
import { findOpenCode } from './cohorts.repository.server.ts';
import { enrol } from './enrol.server.ts';
import { makeCohort } from './make-cohort.server.ts';
import { makeOrganisation } from './make-organisation.server.ts';
import { findStaffAt, type StaffAt } from './staff-at.server.ts';

/** A clock that is turned by hand. */
type TestServices = Services & { pass(ms: number): void };

export interface Place {
	s: TestServices;
	/** Installation's administrator, and this organisation's. */
	staffId: string;
	organisationId: string;
	at: StaffAt;
}

const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: unknown }): T => {
	if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
	return result.value;
};

export const newId = (s: TestServices): string => uuidv7(s.clock(), s.random);

export async function startPlace(s: TestServices, seed: string): Promise<Place> {
	const token = (await makeSetupLink(s)).split('=')[1]!;
	const person = { token, name: 'ثنا', email: `${seed}@example.pk`, password: 'چائے اور پراٹھا' };
	const { staffId } = value(await setUpAdministrator(s, person));
	const organisationId = newId(s);
	value(await makeOrganisation(s, staffId, { id: organisationId, name: `ادارہ ${seed}` }));
	return { s, staffId, organisationId, at: await who({ s, organisationId }, staffId) };
}

/** What she is in the organisation now. */
export async function who({ s, organisationId }: Pick<Place, 's' | 'organisationId'>, staffId: string) {
	const at = await findStaffAt(s, staffId, organisationId);
	if (!at) throw new Error('no role there');
	return at;
}

/** Somebody of staff with this role, made without an invitation. */
export async function withRole(place: Pick<Place, 's' | 'organisationId'>, role: Role): Promise<StaffAt> {
	const { s, organisationId } = place;
	const staffId = newId(s);
	const row = { staff_id: staffId, name: role, email: `${staffId}@example.pk`, password_hash: '-' };
	await s.db
		.insertInto('staff')
		.values({ ...row, created_at: s.clock() })
		.execute();
	await s.db.transaction().execute((tx) => grantRole(tx, organisationId, staffId, role, s.clock()));
	return who(place, staffId);
}

export interface Made {
	cohortId: string;
	number: string;
}

export async function newClass(
	{ s, at }: Pick<Place, 's' | 'at'>,
	more: { name?: string; approval?: boolean; programmeId?: string; plan?: Partial<ClassPlan> } = {}
): Promise<Made> {
	const { name = 'منگل', approval = false, programmeId = null, plan } = more;
	const id = newId(s);
	const whole = { ...readClassPlan('{}', 'selling-online'), startsOn: '2026-11-24', ...plan };
	value(await makeCohort(s, at, { id, name, programmeId, approval, plan: whole }));
	const code = await findOpenCode(s.db, at.organisationId, id, s.clock());
	return { cohortId: id, number: code!.code };
}

/** A learner who joined with the class's number. */
export async function newLearner(
	{ s, organisationId }: Pick<Place, 's' | 'organisationId'>,
	{ cohortId }: Pick<Made, 'cohortId'>,
	more: Partial<Join> = {}
): Promise<string> {
	const alongside = { organisationId, cohortId };
	const join: Join = {
		key: hex(s.random(16)),
		name: 'شبانہ',
		lang: 'ur',
		secret: { kind: 'digits', text: '493817' },
		consents: [],
		profiles: [],
		deviceHash: 'her-phone',
		...more
	};
	const joined = await joinLearner(s, join, (tx, id) => enrol(tx, s, id, alongside));
	s.pass(1);
	return value(joined).learnerId;
}

export const auditOf = ({ s, organisationId }: Pick<Place, 's' | 'organisationId'>) =>
	s.db
		.selectFrom('audit')
		.select(['act', 'actor', 'subject', 'detail'])
		.where('organisation_id', '=', organisationId)
		.orderBy('at')
		.orderBy('audit_id')
		.execute();
