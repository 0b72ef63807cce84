import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { DAY, HOUR, MINUTE } from '../platform/clock.ts';
import { takeAttempt } from './attempt.repository.server.ts';
import { putHandover, takeHandover } from './handover.server.ts';
import { forgetExpiredSessions, forgetQuietAttempts } from './index.server.ts';
import { joinLearner } from './join.server.ts';
import { logInStaff } from './log-in-staff.server.ts';
import { proveSession } from './lucia.server.ts';
import { isSetupLinkOpen, makeSetupLink, setUpAdministrator } from './set-up.server.ts';
import {
	endSession,
	ensureGuest,
	readSession,
	startLearnerSession,
	startStaffSession
} from './session.server.ts';
import { insertStaff, isAdministrator } from './staff.repository.server.ts';
import { joining, testJar, testServices, value } from './test-kit.server.ts';

describeEachDatabase('sessions', (get) => {
	const start = (seed: string) => ({ s: testServices(get(), seed), jar: testJar() });
	const joined = async (s: ReturnType<typeof start>['s']) =>
		value(await joinLearner(s, joining(s))).learnerId;

	it('K4 the cookie is HttpOnly, Secure, SameSite and its id is stored only as a hash', async () => {
		const { s, jar } = start('a');
		const learnerId = await joined(s);
		const id = await startLearnerSession(s, jar, learnerId);
		expect(jar.values.get('qadam')).toBe(id);
		expect(jar.options.get('qadam')).toMatchObject({
			httpOnly: true,
			secure: true,
			sameSite: 'lax',
			path: '/'
		});
		expect(await readSession(s, jar)).toEqual({
			learner: { learnerId, kind: 'joined' },
			staff: null,
			sessionId: id,
			proof: 'secret'
		});
		const rows = await s.db
			.selectFrom('session')
			.selectAll()
			.where('user_id', '=', `learner:${learnerId}`)
			.execute();
		expect(rows).toHaveLength(1);
		expect(JSON.stringify(rows)).not.toContain(id);
	});

	it('K4 on plain http the cookie is not Secure', async () => {
		const { s, jar } = start('a2');
		s.env.origin = 'http://localhost:3000';
		await startLearnerSession(s, jar, await joined(s));
		expect(jar.options.get('qadam')?.secure).toBe(false);
	});

	it('K4 a session nobody opened is nobody, and its cookie goes', async () => {
		const { s, jar } = start('b');
		jar.values.set('qadam', 'l0000');
		expect(await readSession(s, jar)).toEqual({ learner: null, staff: null, sessionId: null, proof: null });
		expect(jar.values.has('qadam')).toBe(false);
	});

	it('K4 a session lasts half a year of use and ends half a year after it', async () => {
		const { s, jar } = start('c');
		await startLearnerSession(s, jar, await joined(s));
		s.pass(120 * DAY);
		expect((await readSession(s, jar)).learner).not.toBeNull();
		s.pass(120 * DAY);
		expect((await readSession(s, jar)).learner).not.toBeNull();
		s.pass(181 * DAY);
		expect((await readSession(s, jar)).learner).toBeNull();
	});

	it('K4 a session of staff ends twelve hours after its log-in, however busy it was', async () => {
		const { s, jar } = start('staff-day');
		const staff = { staff_id: 'busy', name: 'Farah', email: 'busy@x.pk', password_hash: 'x', created_at: 1 };
		await s.db.insertInto('staff').values(staff).execute();
		await startStaffSession(s, jar, staff.staff_id);
		for (let hour = 1; hour < 12; hour++) {
			s.pass(HOUR);
			expect((await readSession(s, jar)).staff?.staffId, `hour ${hour}`).toBe('busy');
		}
		s.pass(HOUR);
		expect((await readSession(s, jar)).staff).toBeNull();
	});

	it('K4, K3 what is over is forgotten by its job: sessions that ended, waits that went quiet a week ago', async () => {
		const { s, jar } = start('forgotten');
		const learnerId = await joined(s);
		await startLearnerSession(s, jar, learnerId);
		await takeAttempt(s.db, learnerId, 'a-stranger', s.clock());
		const held = async () => {
			const userId = `learner:${learnerId}`;
			const open = await s.db.selectFrom('session').select('proof').where('user_id', '=', userId).execute();
			const waits = s.db.selectFrom('secret_failure').select('failures').where('learner_id', '=', learnerId);
			return [open.length, (await waits.execute()).length];
		};
		const forget = async () => {
			await forgetExpiredSessions(s.allLearners, s.clock());
			await forgetQuietAttempts(s.allLearners, s.clock());
		};
		s.pass(6 * DAY);
		await forget();
		expect(await held()).toEqual([1, 1]);
		s.pass(2 * DAY);
		await forget();
		expect(await held()).toEqual([1, 0]);
		s.pass(171 * DAY);
		await forget();
		expect(await held()).toEqual([1, 0]);
		s.pass(2 * DAY);
		await forget();
		expect(await held()).toEqual([0, 0]);
	});

	it('K4 opening again ends the session that was open here', async () => {
		const { s, jar } = start('d');
		const learnerId = await joined(s);
		const first = await startLearnerSession(s, jar, learnerId);
		await startLearnerSession(s, jar, learnerId);
		const old = testJar();
		old.values.set('qadam', first);
		expect((await readSession(s, old)).learner).toBeNull();
	});

	it('K1 the first post that needs it makes a guest; the next ones use it', async () => {
		const { s, jar } = start('e');
		const guest = await ensureGuest(s, jar, 'ur');
		expect(await ensureGuest(s, jar, 'ur')).toBe(guest);
		expect((await readSession(s, jar)).learner).toEqual({ learnerId: guest, kind: 'guest' });
	});

	it("K1 a guest's work that is not hers opens again after she closes hers", async () => {
		const { s, jar } = start('f');
		const guest = await ensureGuest(s, jar, 'ur');
		const learnerId = await joined(s);
		await startLearnerSession(s, jar, learnerId);
		expect((await readSession(s, jar)).learner?.learnerId).toBe(learnerId);
		await endSession(s, jar);
		expect((await readSession(s, jar)).learner).toEqual({ learnerId: guest, kind: 'guest' });
		await endSession(s, jar);
		expect((await readSession(s, jar)).learner).toBeNull();
	});

	it('K1 a guest who joined is the same session person, now joined', async () => {
		const { s, jar } = start('g');
		const guestId = await ensureGuest(s, jar, 'ur');
		value(await joinLearner(s, joining(s, { guestId })));
		await startLearnerSession(s, jar, guestId);
		await endSession(s, jar);
		expect((await readSession(s, jar)).learner).toBeNull();
	});

	it('what is handed over is for her, the card once, the rest until her phone has it, for a quarter of an hour', async () => {
		const { s, jar } = start('h');
		const made = value(await joinLearner(s, joining(s)));
		putHandover(s, jar, made);
		expect([...jar.values.values()].join()).not.toContain(made.card!.code);
		const lost = new Map(jar.values);
		expect(takeHandover(s, jar, made.learnerId)).toEqual(made);
		const { card: _, ...others } = made;
		for (let i = 0; i < 2; i++)
			expect(takeHandover(s, jar, made.learnerId)).toEqual({ ...others, shown: true });
		jar.values.set('tile', made.uploads[0]!.profileId);
		expect(takeHandover(s, jar, made.learnerId)).toBeUndefined();
		const again = testJar();
		lost.forEach((v, k) => again.values.set(k, v));
		expect(takeHandover(s, again, 'somebody else')).toBeUndefined();
		lost.forEach((v, k) => again.values.set(k, v));
		s.pass(15 * MINUTE);
		expect(takeHandover(s, again, made.learnerId)).toBeUndefined();
		again.values.set('qadam_handover', '1.AAAA');
		expect(takeHandover(s, again, made.learnerId)).toBeUndefined();
	});
});

describeEachDatabase('staff', (get) => {
	const admin = { name: 'ثنا', email: 'sana@example.pk', password: 'چائے اور پراٹھا 7' };
	const tokenOf = (path: string) => new URL(path, 'https://q.example').searchParams.get('t')!;

	it('the setup link makes one administrator, once, audited; then she logs in', async () => {
		const s = testServices(get(), 'staff-a');
		const jar = testJar();
		const path = await makeSetupLink(s);
		expect(path).toMatch(/^\/ur\/staff\/setup\?t=[0-9a-f]{32}$/);
		const token = tokenOf(path);
		expect(await isSetupLinkOpen(s, token)).toBe(true);
		const { staffId } = value(await setUpAdministrator(s, { token, ...admin }));
		expect(await isAdministrator(s.db, staffId)).toBe(true);
		expect(await setUpAdministrator(s, { token, ...admin, email: 'other@example.pk' })).toEqual({
			ok: false,
			refusal: { tag: 'link_used' }
		});
		const audit = await s.db
			.selectFrom('audit')
			.selectAll()
			.where('organisation_id', '=', 'installation')
			.execute();
		expect(audit.map((a) => [a.act, a.subject])).toEqual([['administrator.made', staffId]]);
		expect(JSON.stringify(audit)).not.toContain(admin.email);

		const login = { email: admin.email, password: admin.password, deviceHash: 'desk' };
		expect(value(await logInStaff(s, login)).staffId).toBe(staffId);
		expect(await startStaffSession(s, jar, staffId)).toBe('second');
		expect((await readSession(s, jar)).staff).toBeNull();
		await proveSession(s, jar.values.get('qadam')!);
		expect((await readSession(s, jar)).staff).toEqual({ staffId, name: 'ثنا' });
		s.pass(13 * HOUR);
		expect((await readSession(s, jar)).staff).toBeNull();
	});

	it('K2 a setup link opens the log-in of an administrator who lost all, and ends what was open', async () => {
		const s = testServices(get(), 'staff-lost');
		const her = { ...admin, email: 'lost@example.pk' };
		const { staffId } = value(
			await setUpAdministrator(s, { token: tokenOf(await makeSetupLink(s)), ...her })
		);
		const jar = testJar();
		await startStaffSession(s, jar, staffId);
		await proveSession(s, jar.values.get('qadam')!);
		const fresh = { ...her, password: 'ایک نیا لمبا جملہ' };
		const again = await setUpAdministrator(s, { token: tokenOf(await makeSetupLink(s)), ...fresh });
		expect(value(again).staffId).toBe(staffId);
		expect((await readSession(s, jar)).staff).toBeNull();
		const tries = (password: string) => logInStaff(s, { email: her.email, password, deviceHash: 'desk' });
		expect((await tries(her.password)).ok).toBe(false);
		expect((await tries(fresh.password)).ok).toBe(true);
		const audit = await s.db
			.selectFrom('audit')
			.select('act')
			.where('organisation_id', '=', 'installation')
			.where('subject', '=', staffId)
			.execute();
		expect(audit.map(({ act }) => act).sort()).toEqual(['administrator.made', 'administrator.reopened']);
	});

	it('the setup link is good for a day, and a refusal does not use it up', async () => {
		const s = testServices(get(), 'staff-b');
		const token = tokenOf(await makeSetupLink(s));
		const trainer = { staffId: 'trainer-b', name: 'x', email: 'trainer-b@example.pk', passwordHash: 'x' };
		await s.db.transaction().execute((tx) => insertStaff(tx, trainer, 1));
		expect(await setUpAdministrator(s, { token, ...admin, email: trainer.email })).toEqual({
			ok: false,
			refusal: { tag: 'email_taken' }
		});
		expect(await isSetupLinkOpen(s, token)).toBe(true);
		s.pass(24 * HOUR);
		expect(await isSetupLinkOpen(s, token)).toBe(false);
		expect((await setUpAdministrator(s, { token, ...admin, email: 'b@example.pk' })).ok).toBe(false);
	});

	it('K3 wrong passwords wait; an unknown address is answered alike', async () => {
		const s = testServices(get(), 'staff-c');
		const tries = async (email: string) => {
			const tags = [];
			for (let i = 0; i < 6; i++) {
				const r = await logInStaff(s, { email, password: 'not the password', deviceHash: `d${i}` });
				tags.push(r.ok ? 'ok' : r.refusal.tag);
			}
			return tags;
		};
		const known = await tries(admin.email);
		expect(known).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'wait']);
		expect(await tries('nobody@example.pk')).toEqual(known);
		const right = { email: admin.email, password: admin.password };
		expect((await logInStaff(s, { ...right, deviceHash: 'elsewhere' })).ok).toBe(false);
		expect((await logInStaff(s, { ...right, deviceHash: 'desk' })).ok).toBe(true);
	});
});
