import { TOTP, URI } from 'otpauth';
import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { MINUTE } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { secretsFrom } from '../platform/secrets.server.ts';
import { INSTALLATION } from './audit.server.ts';
import { listStaff } from './list-staff.server.ts';
import { logInStaff } from './log-in-staff.server.ts';
import {
	changePassword,
	endOtherSessions,
	hashPassword,
	readOwnAccount,
	renameSelf
} from './own-account.server.ts';
import {
	checkCode,
	confirmFactor,
	proposeFactor,
	proveSecond,
	renewRecovery,
	skipFactor,
	turnOffFactor
} from './second-factor.server.ts';
import { readSecondStep, readSession, startStaffSession } from './session.server.ts';
import { grantRole, insertStaff } from './staff.repository.server.ts';
import { opensSealed } from './try-seal.server.ts';
import { testJar, testServices, value, type TestServices } from './test-kit.server.ts';
import type { Role } from './decide-permission.ts';

const PASSWORD = 'چائے اور پراٹھا 7';

describeEachDatabase("staff's own log-in", (get) => {
	const start = async (seed: string, role: Role = 'administrator') => {
		const s = testServices(get(), `own-${seed}`);
		const staffId = uuidv7(s.clock(), s.random);
		const email = `own-${seed}@example.pk`;
		const passwordHash = await hashPassword(s, PASSWORD);
		await s.db.transaction().execute(async (tx) => {
			await insertStaff(tx, { staffId, name: 'ثنا', email, passwordHash }, 1);
			await grantRole(tx, `organisation-${seed}`, staffId, role, 1);
		});
		return { s, staffId, email, ...(await open(s, staffId)) };
	};
	/** A browser in which she has given her password. */
	const open = async (s: TestServices, staffId: string) => {
		const jar = testJar();
		const next = await startStaffSession(s, jar, staffId);
		const who = { ...(await readSecondStep(s, jar))! };
		return { jar, next, who, isIn: async () => (await readSession(s, jar)).staff !== null };
	};
	const codeOf = (s: TestServices, uri: string, steps = 0) =>
		(URI.parse(uri) as TOTP).generate({ timestamp: s.clock() + steps * 30_000 });
	const setUp = async (seed: string, role?: Role) => {
		const from = await start(seed, role);
		const { uri } = proposeFactor(from.s, from.who);
		const { codes } = value(await confirmFactor(from.s, from.who, codeOf(from.s, uri)));
		return { ...from, uri, codes };
	};

	it('K2 an administrator with her password alone is nobody until a second factor is set up', async () => {
		const { s, next, who, jar, isIn } = await start('a');
		expect([next, who.proven, await isIn()]).toEqual(['second', false, false]);
		const { uri, secret } = proposeFactor(s, who);
		expect(proposeFactor(s, who).secret).toBe(secret);
		expect(await confirmFactor(s, who, '000000')).toEqual({ ok: false, refusal: { tag: 'code' } });
		expect(await isIn()).toBe(false);
		const typed = codeOf(s, uri).replace(/\d/g, (d) => String.fromCharCode(0x6f0 + Number(d)));
		const { codes } = value(await confirmFactor(s, who, `${typed.slice(0, 3)} ${typed.slice(3)}`));
		expect(codes).toHaveLength(10);
		expect((await readSession(s, jar)).staff?.staffId).toBe(who.staffId);
		const stored = JSON.stringify([
			await s.db.selectFrom('staff_factor').selectAll().execute(),
			await s.db.selectFrom('staff_recovery').selectAll().execute()
		]);
		for (const word of [secret, codes[0]!, codes[0]!.replace('-', '')]) expect(stored).not.toContain(word);
	});

	it('K2 a second tap on "confirm" is told the same codes; another session cannot set one beside it', async () => {
		const { s, who, uri, codes, staffId } = await setUp('b');
		expect(value(await confirmFactor(s, who, codeOf(s, uri))).codes).toEqual(codes);
		const other = await open(s, staffId);
		const { uri: another } = proposeFactor(s, other.who);
		expect(await confirmFactor(s, other.who, codeOf(s, another))).toEqual({
			ok: false,
			refusal: { tag: 'already' }
		});
		expect(await other.isIn()).toBe(false);
	});

	it('K2 later log-ins ask for a code; the same step is never taken twice, of two at once one is', async () => {
		const { s, staffId, uri } = await setUp('c');
		const again = await open(s, staffId);
		expect(again.next).toBe('second');
		expect((await proveSecond(s, again.who, codeOf(s, uri))).ok).toBe(false);
		s.pass(MINUTE);
		const code = codeOf(s, uri);
		const both = await Promise.all([checkCode(s, staffId, code), checkCode(s, staffId, code)]);
		expect(both.filter((r) => r.ok)).toHaveLength(1);
		expect(await again.isIn()).toBe(false);
		expect((await proveSecond(s, again.who, codeOf(s, uri, 1))).ok).toBe(true);
		expect(await again.isIn()).toBe(true);
	});

	it('K3 wrong codes wait, counted together for all who know the password', async () => {
		const { s, staffId, uri } = await setUp('d');
		s.pass(MINUTE);
		const tags = [];
		for (let i = 0; i < 6; i++) {
			const tried = await proveSecond(s, (await open(s, staffId)).who, '000000');
			tags.push(tried.ok ? 'ok' : tried.refusal.tag);
		}
		expect(tags).toEqual(['code', 'code', 'code', 'code', 'code', 'wait']);
		expect((await checkCode(s, staffId, codeOf(s, uri))).ok).toBe(false);
		s.pass(MINUTE);
		expect((await checkCode(s, staffId, codeOf(s, uri))).ok).toBe(true);
	});

	it('K2 a recovery code opens once, however it is typed, and another’s never', async () => {
		const from = await setUp('e');
		const other = await setUp('e2');
		const { s, staffId, codes } = from;
		expect((await checkCode(s, staffId, other.codes[0]!)).ok).toBe(false);
		expect((await checkCode(s, staffId, ` ${codes[0]!.toLowerCase().replace('-', ' ')} `)).ok).toBe(true);
		expect((await checkCode(s, staffId, codes[0]!)).ok).toBe(false);
		expect((await readOwnAccount(s, staffId)).recovery).toBe(9);
	});

	it('K2 new recovery codes take a code; the old ones open nothing, a second tap is told the same', async () => {
		const { s, staffId, who, uri, codes: old } = await setUp('r');
		const renew = (typed: string, form = 'form-1') => renewRecovery(s, who, { form, typed });
		expect(await renew('000000')).toEqual({ ok: false, refusal: { tag: 'code' } });
		expect((await readOwnAccount(s, staffId)).recovery).toBe(10);
		s.pass(MINUTE);
		const code = codeOf(s, uri);
		const both = await Promise.all([renew(code), renew(code)]);
		const { codes } = value(both[0]!);
		expect(value(both[1]!).codes).toEqual(codes);
		expect(codes).toHaveLength(10);
		expect(codes.filter((one) => old.includes(one))).toEqual([]);
		// The same code for another form is a code used before.
		expect((await renew(code, 'form-2')).ok).toBe(false);
		expect((await checkCode(s, staffId, old[0]!)).ok).toBe(false);
		const fromPaper = value(await renew(codes[3]!));
		expect(value(await renew(codes[3]!)).codes).toEqual(fromPaper.codes);
		expect((await checkCode(s, staffId, codes[4]!)).ok).toBe(false);
		expect((await checkCode(s, staffId, fromPaper.codes[0]!)).ok).toBe(true);
		expect((await readOwnAccount(s, staffId)).recovery).toBe(9);
		const audit = await s.db
			.selectFrom('audit')
			.select('act')
			.where('organisation_id', '=', INSTALLATION)
			.where('subject', '=', staffId)
			.execute();
		expect(audit.map(({ act }) => act.replace('factor.', '')).sort()).toEqual([
			'codes_renewed',
			'codes_renewed',
			'recovery_used',
			'recovery_used',
			'set'
		]);
	});

	it('K2 nobody skips it outside a demo, and in a demo nobody who has one', async () => {
		const { s, who, isIn } = await start('f');
		const forbidden = { ok: false, refusal: { tag: 'forbidden' } };
		expect(await skipFactor(s, who)).toEqual(forbidden);
		expect(await isIn()).toBe(false);
		s.env.demo = true;
		expect((await skipFactor(s, who)).ok).toBe(true);
		expect(await isIn()).toBe(true);
		const set = await setUp('f2');
		set.s.env.demo = true;
		const again = await open(set.s, set.staffId);
		expect(await skipFactor(set.s, again.who)).toEqual(forbidden);
		expect(await again.isIn()).toBe(false);
	});

	it('K2 others may turn it on and off again; an administrator may not', async () => {
		const trainer = await setUp('g', 'trainer');
		expect(trainer.next).toBe('open');
		const { s, staffId, uri } = trainer;
		expect((await open(s, staffId)).next).toBe('second');
		expect(await turnOffFactor(s, staffId, '000000')).toEqual({ ok: false, refusal: { tag: 'code' } });
		value(await turnOffFactor(s, staffId, codeOf(s, uri, 1)));
		expect((await open(s, staffId)).next).toBe('open');
		expect(await readOwnAccount(s, staffId)).toMatchObject({ factor: false, must: false, recovery: 0 });
		const administrator = await setUp('g2');
		expect(await turnOffFactor(administrator.s, administrator.staffId, administrator.codes[0]!)).toEqual({
			ok: false,
			refusal: { tag: 'forbidden' }
		});
	});

	it('K2 a new password asks for the old one, waits after wrong ones, and ends sessions elsewhere', async () => {
		const { s, staffId, email, who, isIn } = await start('h', 'trainer');
		const elsewhere = await open(s, staffId);
		const me = { ...who, deviceHash: 'desk' };
		const change = async (old: string, fresh: string) => {
			const changed = await changePassword(s, me, { old, fresh });
			return changed.ok ? 'ok' : changed.refusal.tag;
		};
		const fresh = 'ایک نیا لمبا جملہ';
		expect(await change('not it', fresh)).toBe('old_password');
		expect(await change(PASSWORD, 'short')).toBe('password_short');
		expect(await change(PASSWORD, email)).toBe('password_is_email');
		expect(await elsewhere.isIn()).toBe(true);
		expect(await change(PASSWORD, fresh)).toBe('ok');
		expect([await isIn(), await elsewhere.isIn()]).toEqual([true, false]);
		expect((await logInStaff(s, { email, password: PASSWORD, deviceHash: 'x' })).ok).toBe(false);
		expect((await logInStaff(s, { email, password: fresh, deviceHash: 'x' })).ok).toBe(true);
		for (let i = 0; i < 5; i++) await change('not it', fresh);
		expect(await change(fresh, PASSWORD)).toBe('wait');
	});

	it('she changes her name and ends her sessions elsewhere', async () => {
		const { s, staffId, who, isIn } = await start('i', 'viewer');
		const elsewhere = await open(s, staffId);
		await renameSelf(s, staffId, 'ثنا خان');
		await endOtherSessions(s, who);
		expect((await readOwnAccount(s, staffId)).name).toBe('ثنا خان');
		expect([await isIn(), await elsewhere.isIn()]).toEqual([true, false]);
	});

	it('who runs the installation sees roles by id and who is in, and nothing that names or reaches a person', async () => {
		const { s, staffId, email } = await setUp('listed', 'viewer');
		const listed = (await listStaff(get().allLearners)).filter((one) => one.staffId === staffId);
		expect(listed).toEqual([
			{
				staffId,
				organisationId: 'organisation-listed',
				role: 'viewer',
				disabled: false,
				loggedInAt: expect.any(Number) as number
			}
		]);
		for (const word of [email, 'ثنا']) expect(JSON.stringify(listed)).not.toContain(word);
		await s.db.deleteFrom('session').where('user_id', '=', `staff:${staffId}`).execute();
		const [later] = (await listStaff(get().allLearners)).filter((one) => one.staffId === staffId);
		expect(later!.loggedInAt).toBeUndefined();
	});

	it('a key shows whether it is the one that second factors were sealed with', async () => {
		const { s } = await setUp('sealed');
		expect(await opensSealed(get().allLearners, s.secrets)).toBe(true);
		expect(await opensSealed(get().allLearners, secretsFrom(new Uint8Array(32).fill(9)))).toBe(false);
	});
});
