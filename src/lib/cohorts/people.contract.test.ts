import { expect, it } from 'vitest';
import {
	grantRole,
	hashPassword,
	insertStaff,
	logInStaff,
	readSession,
	startStaffSession
} from '#lib/accounts/index.server.ts';
import type { Role } from '#lib/accounts/index.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { confirmFactor, hasFactor, proposeFactor } from '../accounts/second-factor.server.ts';
import { readSecondStep } from '../accounts/session.server.ts';
import { base32 } from '../accounts/decide-code.ts';
import { testJar, testServices, value, type TestServices } from '../accounts/test-kit.server.ts';
import { DAY, HOUR } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { TOTP, URI } from 'otpauth';
import { giveRole, giveRoleBack, takeRole } from './change-role.server.ts';
import { insertCohort, insertOrganisation } from './cohorts.repository.server.ts';
import { acceptInvitation, invite, readInvitation, revokeInvitation } from './invite.server.ts';
import { listPeople } from './list-people.server.ts';
import { makeResetLink, resetLinkState, resetPassword } from './reset-password.server.ts';
import { findStaffAt, may, type StaffAt } from './staff-at.server.ts';

const PASSWORD = 'چائے اور پراٹھا 7';
const forbidden = { ok: false, refusal: { tag: 'forbidden' } };

describeEachDatabase('people of an organisation', (get) => {
	const person = async (s: TestServices, name: string) => {
		const staffId = uuidv7(s.clock(), s.random);
		const email = `${staffId}@example.pk`;
		const passwordHash = await hashPassword(s, PASSWORD);
		await s.db
			.transaction()
			.execute((tx) => insertStaff(tx, { staffId, name, email, passwordHash }, s.clock()));
		return { staffId, email };
	};
	const grant = (s: TestServices, organisationId: string, staffId: string, role: Role) =>
		s.db.transaction().execute((tx) => grantRole(tx, organisationId, staffId, role, s.clock()));
	const start = async (seed: string) => {
		const s = testServices(get(), `people-${seed}`);
		const id = uuidv7(s.clock(), s.random);
		const cohortId = uuidv7(s.clock(), s.random);
		await s.db.transaction().execute(async (tx) => {
			await insertOrganisation(tx, {
				organisation_id: id,
				name: `ادارہ ${seed}`,
				zone: 'UTC',
				created_at: 1
			});
			await insertCohort(tx, {
				organisation_id: id,
				cohort_id: cohortId,
				name: 'منگل',
				course: 'selling-online',
				created_at: 1
			});
		});
		const { staffId } = await person(s, 'نسرین');
		await grant(s, id, staffId, 'administrator');
		const at = (await findStaffAt(s, staffId, id))!;
		const fresh = () => uuidv7(s.clock(), s.random);
		const inviteTo = async (role: Role, more: { cohortId?: string } = {}) =>
			value(await invite(s, at, { id: fresh(), role, label: 'ثنا کے لیے', ...more })).token;
		const join = async (role: Role, more: { cohortId?: string } = {}) => {
			const login = `${fresh()}@example.pk`;
			const token = await inviteTo(role, more);
			const joined = value(await acceptInvitation(s, token, { name: 'ثنا', login, password: PASSWORD }));
			return { login, staffId: joined.staffId };
		};
		const acts = async () =>
			(
				await s.db
					.selectFrom('audit')
					.select('act')
					.where('organisation_id', '=', id)
					.orderBy('act')
					.execute()
			).map(({ act }) => act);
		const as = async (staffId: string) => findStaffAt(s, staffId, id);
		return { s, id, at, cohortId, staffId, fresh, inviteTo, join, acts, as };
	};
	const tagOf = (result: { ok: boolean; refusal?: { tag: string } }) =>
		result.ok ? 'ok' : result.refusal!.tag;

	it('K2 an invitation makes staff, once, with her class; its token is stored only as a hash', async () => {
		const { s, id, at, cohortId, fresh, acts, as } = await start('a');
		const given = { id: fresh(), role: 'co_trainer' as const, cohortId, label: 'ثنا' };
		const { token, isNew } = value(await invite(s, at, given));
		expect(isNew).toBe(true);
		// Sent again by a second tap, the link is the same; a letter with it leaves once.
		expect(value(await invite(s, at, given))).toEqual({ token, isNew: false });
		expect(value(await readInvitation(s, token))).toMatchObject({
			organisation: 'ادارہ a',
			className: 'منگل'
		});
		const who = { name: 'ثنا', login: '+923001234567', password: PASSWORD };
		const both = await Promise.all([acceptInvitation(s, token, who), acceptInvitation(s, token, who)]);
		expect(both.map(tagOf).sort()).toEqual(['ok', 'used']);
		const { staffId } = value(both.find((r) => r.ok) as never) as { staffId: string };
		const she = (await as(staffId))!;
		expect([she.roles, [...she.own], may(she, 'learners.teach', cohortId)]).toEqual([
			['co_trainer'],
			[cohortId],
			true
		]);
		const login = { email: who.login, password: PASSWORD, deviceHash: 'x' };
		expect(value(await logInStaff(s, login)).staffId).toBe(staffId);
		expect(await acts()).toEqual(['invitation.accepted', 'invitation.made']);
		const rows = await s.db.selectFrom('staff_link').selectAll().where('organisation_id', '=', id).execute();
		expect(JSON.stringify(rows)).not.toContain(token);
	});

	it('K2 an invitation lasts seven days, can be taken back, and says what became of it', async () => {
		const { s, at, inviteTo, join, acts } = await start('b');
		const [revoked, old] = [await inviteTo('viewer'), await inviteTo('viewer')];
		await join('viewer');
		const listed = value(await listPeople(s, at)).invitations;
		const idOf = async (token: string) =>
			(
				await s.db
					.selectFrom('staff_link')
					.select('link_id')
					.where('token_hash', '=', s.secrets.lookup('staff-link', token))
					.executeTakeFirstOrThrow()
			).link_id;
		for (let twice = 0; twice < 2; twice++) value(await revokeInvitation(s, at, await idOf(revoked)));
		expect((await acts()).filter((act) => act === 'invitation.revoked')).toHaveLength(1);
		expect(listed.map((l) => l.state).sort()).toEqual(['open', 'open', 'used']);
		s.pass(7 * DAY - 1);
		expect((await readInvitation(s, old)).ok).toBe(true);
		s.pass(1);
		const who = { name: 'x', login: 'b-late@example.pk', password: PASSWORD };
		expect(tagOf(await acceptInvitation(s, old, who))).toBe('over');
		expect(tagOf(await acceptInvitation(s, revoked, who))).toBe('revoked');
		expect(tagOf(await acceptInvitation(s, '0'.repeat(32), who))).toBe('unknown');
		expect(
			value(await listPeople(s, at))
				.invitations.map((l) => l.state)
				.sort()
		).toEqual(['over', 'revoked', 'used']);
	});

	it('K2 a log-in name that somebody has is refused and leaves the link open; logged in, she takes the role', async () => {
		const { s, inviteTo, join, as } = await start('c');
		const { login, staffId } = await join('trainer');
		const token = await inviteTo('safeguarding_lead');
		const again = { name: 'ثنا', login, password: PASSWORD };
		expect(tagOf(await acceptInvitation(s, token, again))).toBe('login_taken');
		expect((await as(staffId))!.roles).toEqual(['trainer']);
		value(await acceptInvitation(s, token, { staffId }));
		expect([...(await as(staffId))!.roles].sort()).toEqual(['safeguarding_lead', 'trainer']);
	});

	it('T1 one person works in several organisations, and each shows its own role', async () => {
		const one = await start('d1');
		const two = await start('d2');
		const { staffId } = await one.join('trainer');
		value(await acceptInvitation(one.s, await two.inviteTo('viewer'), { staffId }));
		expect((await one.as(staffId))!.roles).toEqual(['trainer']);
		expect((await two.as(staffId))!.roles).toEqual(['viewer']);
	});

	it('T1 a class of another organisation cannot be invited into; a co-trainer needs one', async () => {
		const one = await start('e1');
		const two = await start('e2');
		const given = { id: one.fresh(), role: 'co_trainer' as const, label: 'x' };
		expect(tagOf(await invite(one.s, one.at, given))).toBe('class');
		expect(tagOf(await invite(one.s, one.at, { ...given, cohortId: two.cohortId }))).toBe('class');
		const { staffId } = await one.join('viewer');
		const more = { staffId, role: 'trainer' as const, cohortId: two.cohortId };
		expect(tagOf(await giveRole(one.s, one.at, more))).toBe('class');
	});

	it('K2 who becomes administrator while logged in goes on only with a second factor', async () => {
		const { s, at, join } = await start('f');
		const { staffId } = await join('trainer');
		const jar = testJar();
		expect(await startStaffSession(s, jar, staffId)).toBe('open');
		value(await giveRole(s, at, { staffId, role: 'administrator' }));
		expect((await readSession(s, jar)).staff).toBeNull();
	});

	it('K6 a role taken away ends at once with its classes and links, and can be given back with them', async () => {
		const { s, id, at, cohortId, join, as, acts } = await start('g');
		const { staffId } = await join('trainer', { cohortId });
		value(await giveRole(s, at, { staffId, role: 'administrator' }));
		const she = (await as(staffId))!;
		const { token } = value(
			await invite(s, she, { id: uuidv7(s.clock(), s.random), role: 'viewer', label: 'x' })
		);
		s.pass(HOUR);
		for (const role of ['administrator', 'trainer'] as const) {
			s.pass(1);
			for (let twice = 0; twice < 2; twice++) value(await takeRole(s, at, { staffId, role, reason: 'گئیں' }));
		}
		expect(await as(staffId)).toBeUndefined();
		expect(tagOf(await readInvitation(s, token))).toBe('revoked');
		const { taken } = value(await listPeople(s, at));
		expect(taken.map((t) => [t.role, t.name, t.reason])).toEqual([
			['trainer', 'ثنا', 'گئیں'],
			['administrator', 'ثنا', 'گئیں']
		]);
		for (let twice = 0; twice < 2; twice++) value(await giveRoleBack(s, at, taken[0]!.id));
		expect([...(await as(staffId))!.own]).toEqual([cohortId]);
		expect(value(await listPeople(s, at)).taken.map((t) => t.role)).toEqual(['administrator']);
		expect((await acts()).filter((act) => act.startsWith('role.'))).toEqual([
			'role.given',
			'role.given_back',
			'role.taken',
			'role.taken'
		]);
		const details = await s.db
			.selectFrom('audit')
			.select('detail')
			.where('organisation_id', '=', id)
			.execute();
		expect(JSON.stringify(details)).not.toContain('ثنا');
	});

	it('K6 the last administrator stays, also when two take it from each other at once', async () => {
		const { s, at, staffId, join, as } = await start('h');
		const take = (by: StaffAt, whose: string) =>
			takeRole(s, by, { staffId: whose, role: 'administrator', reason: 'x' });
		expect(tagOf(await take(at, staffId))).toBe('last_administrator');
		const other = (await join('administrator')).staffId;
		const she = (await as(other))!;
		const both = await Promise.all([take(at, other), take(she, staffId)]);
		expect(both.map(tagOf).sort()).toEqual(['last_administrator', 'ok']);
	});

	it('T7 nobody makes herself the one who reads what is told about being troubled', async () => {
		const { s, at, staffId, inviteTo } = await start('i');
		const role = 'safeguarding_lead' as const;
		expect(tagOf(await giveRole(s, at, { staffId, role }))).toBe('own');
		expect(tagOf(await acceptInvitation(s, await inviteTo(role), { staffId }))).toBe('own');
	});

	it('K6 a reset sets a new password once, within a day, ends every session, and lifts the factor only if told', async () => {
		const { s, at, join, fresh, acts } = await start('j');
		const { staffId, login } = await join('trainer');
		const jar = testJar();
		await startStaffSession(s, jar, staffId);
		const who = (await readSecondStep(s, jar))!;
		const { uri, secret } = proposeFactor(s, who);
		expect(secret).not.toBe(base32(new Uint8Array(20)));
		const code = (URI.parse(uri) as TOTP).generate({ timestamp: s.clock() });
		value(await confirmFactor(s, who, code));
		const reset = async (liftFactor: boolean) =>
			value(await makeResetLink(s, at, { id: fresh(), staffId, liftFactor })).token;
		const earlier = await reset(true);
		const token = await reset(false);
		expect(tagOf(await resetLinkState(s, earlier))).toBe('revoked');
		expect((await readSession(s, jar)).staff).not.toBeNull();
		const both = await Promise.all([resetPassword(s, token, PASSWORD), resetPassword(s, token, PASSWORD)]);
		expect(both.map(tagOf).sort()).toEqual(['ok', 'used']);
		expect((await readSession(s, jar)).sessionId).toBeNull();
		expect(await hasFactor(s, staffId)).toBe(true);
		value(await resetPassword(s, await reset(true), 'ایک اور لمبا جملہ'));
		expect(await hasFactor(s, staffId)).toBe(false);
		const fits = { email: login, password: 'ایک اور لمبا جملہ', deviceHash: 'x' };
		expect((await logInStaff(s, fits)).ok).toBe(true);
		const old = await reset(false);
		s.pass(DAY);
		expect(tagOf(await resetPassword(s, old, PASSWORD))).toBe('over');
		expect((await acts()).filter((act) => act.startsWith('password.'))).toEqual([
			'password.reset_and_factor',
			'password.reset_and_factor',
			'password.reset_done',
			'password.reset_done',
			'password.reset_link',
			'password.reset_link'
		]);
	});

	it('K6 nobody takes over who works elsewhere, too: neither when the link is made nor when it is used', async () => {
		const mine = await start('k1');
		const theirs = await start('k2');
		const { s, at, fresh } = mine;
		const make = (staffId: string) => makeResetLink(s, at, { id: fresh(), staffId, liftFactor: true });
		value(await acceptInvitation(s, await mine.inviteTo('viewer'), { staffId: theirs.staffId }));
		expect(tagOf(await make(theirs.staffId))).toBe('elsewhere');
		expect(tagOf(await make(mine.staffId))).toBe('elsewhere');
		expect(tagOf(await make(fresh()))).toBe('unknown');
		const { staffId } = await mine.join('trainer');
		const { token } = value(await make(staffId));
		value(await acceptInvitation(s, await theirs.inviteTo('administrator'), { staffId }));
		expect(tagOf(await resetPassword(s, token, PASSWORD))).toBe('revoked');
		// T7. Who opened the lead's log-in would read what is told to her alone.
		const lead = await mine.join('safeguarding_lead');
		expect(tagOf(await make(lead.staffId))).toBe('elsewhere');
		await grant(s, 'installation', mine.staffId, 'administrator');
		expect(tagOf(await make(theirs.staffId))).toBe('ok');
		expect(tagOf(await make(lead.staffId))).toBe('ok');
	});

	it('K7 who does not manage people does nothing of this; ids of another organisation are nobody', async () => {
		const { s, at, staffId, join, as, fresh, acts } = await start('l');
		const { staffId: trainer } = await join('trainer');
		const she = (await as(trainer))!;
		const before = await acts();
		expect(await invite(s, she, { id: fresh(), role: 'viewer', label: 'x' })).toEqual(forbidden);
		expect(await revokeInvitation(s, she, fresh())).toEqual(forbidden);
		expect(await listPeople(s, she)).toEqual(forbidden);
		expect(await giveRole(s, she, { staffId: trainer, role: 'administrator' })).toEqual(forbidden);
		expect(await takeRole(s, she, { staffId, role: 'administrator', reason: 'x' })).toEqual(forbidden);
		expect(await giveRoleBack(s, she, fresh())).toEqual(forbidden);
		expect(await makeResetLink(s, she, { id: fresh(), staffId, liftFactor: true })).toEqual(forbidden);
		const other = await start('l2');
		const theirs = await other.join('trainer');
		expect(tagOf(await giveRole(s, at, { staffId: theirs.staffId, role: 'viewer' }))).toBe('unknown');
		value(await takeRole(s, at, { staffId: theirs.staffId, role: 'trainer', reason: 'x' }));
		expect((await other.as(theirs.staffId))!.roles).toEqual(['trainer']);
		value(await takeRole(other.s, other.at, { staffId: theirs.staffId, role: 'trainer', reason: 'x' }));
		const { taken } = value(await listPeople(other.s, other.at));
		expect(tagOf(await giveRoleBack(s, at, taken[0]!.id))).toBe('unknown');
		expect(await acts()).toEqual(before);
	});
});
