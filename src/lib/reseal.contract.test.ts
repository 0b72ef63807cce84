/** After a rotation of the master key: every sealed field on both engines, also when it was broken off (docs/security.md). */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeEachDatabase } from '../../tests/support/databases.ts';
import { addLearners, hashPassword, joinLearner, logIn, logInStaff } from './accounts/index.server.ts';
import { digits, joining, testServices, value, type TestServices } from './accounts/test-kit.server.ts';
import { secretsFrom, type Secrets } from './platform/secrets.server.ts';
import { countResealable, resealAll, sealedFields } from './reseal.server.ts';

const KEYS = ['first', 'second'].map((name) => createHash('sha256').update(name).digest());
const before = secretsFrom(KEYS[0]!);
const after = secretsFrom(...KEYS);

/** More than one transaction takes. */
const LEARNERS = 230;

/** What a row of each table needs besides its key and what is sealed. */
const REST: Record<string, Record<string, string | number>> = {
	learner: { kind: 'joined', locale: 'ur', tile_seed: 1, created_at: 1 },
	staff_factor: { created_at: 1 },
	staff_note: { organisation_id: 'o', cohort_id: 'c', at: 1, by_person: 's' },
	import_draft: { cohort_id: 'c', by_person: 's', created_at: 1, file_name: 'a.csv' },
	held_staff_act: {
		cohort_id: 'c',
		learner_id: 'l',
		kind: 'note',
		at: 1,
		received_at: 1,
		reason: 'role_ended',
		body_hash: 'h'
	},
	learner_merge: { gone_id: 'g', organisation_id: 'o', at: 1, by_person: 's' },
	safeguarding_report: { learner_id: 'l', at: 1, due_at: 2, state: 'new' },
	safeguarding_note: { at: 1, by_person: 's' },
	webhook_secret: { made_at: 1 },
	push_phone: { learner_id: 'l', made_at: 1 }
};

describeEachDatabase('reseal', (get) => {
	const rowsOf = (table: string) =>
		get()
			.allLearners.selectFrom(table as 'learner')
			.selectAll();

	/** One row of each, and one in which nothing is sealed where that may be. */
	async function fill(): Promise<void> {
		for (const field of sealedFields) {
			const { table, key, column, named } = field;
			for (let n = 0; n < (table === 'learner' ? LEARNERS : 1); n++) {
				const id = (name: string) => (name === 'version' ? 1 : `${name}-${n}`);
				const row = Object.fromEntries(key.map((name) => [name, id(name)]));
				const sealed = before.seal(`of ${table} ${n}`, field.about(row as Record<string, string>));
				const text =
					named === undefined ? sealed : JSON.stringify({ record: { codes: [], [named]: sealed } });
				await get()
					.allLearners.insertInto(table as 'learner')
					.values({ ...REST[table], ...row, [column]: text } as never)
					.execute();
			}
		}
	}

	/** What stands in every sealed column, opened, and by which key it is sealed. */
	async function opened(secrets: Secrets): Promise<{ text: string; key: string }[]> {
		const found: { text: string; key: string }[] = [];
		for (const field of sealedFields)
			for (const row of (await rowsOf(field.table).execute()) as unknown as Record<string, string>[]) {
				const column = row[field.column];
				const sealed =
					field.named === undefined
						? column
						: (JSON.parse(column!) as { record: Record<string, string | null> }).record[field.named];
				if (!sealed) continue;
				found.push({
					text: `${field.table}: ${secrets.open(sealed, field.about(row))}`,
					key: sealed.split('.')[0]!
				});
			}
		return found.sort((a, b) => (a.text < b.text ? -1 : 1));
	}
	const by = (secrets: Secrets) => ({ allLearners: get().allLearners, secrets });

	beforeAll(fill);
	afterAll(async () => {
		for (const { table } of sealedFields)
			await get()
				.allLearners.deleteFrom(table as 'learner')
				.execute();
	});

	test('with one key there is nothing to do', async () => {
		expect(await resealAll(by(before))).toEqual({ done: 0, unopened: 0 });
	});

	test('broken off half-way everything is still opened; it goes on where it was, and ends', async () => {
		const all = await opened(before);
		expect(all).toHaveLength(LEARNERS + sealedFields.length - 1);
		let left = 130;
		const dying: Secrets = {
			...after,
			seal: (plain, about) => {
				if (left-- > 0) return after.seal(plain, about);
				throw new Error('killed');
			}
		};
		await expect(resealAll(by(dying))).rejects.toThrow('killed');
		const half = await opened(after);
		expect(half.map(({ text }) => text)).toEqual(all.map(({ text }) => text));
		expect(new Set(half.map(({ key }) => key))).toEqual(new Set(['1', '2']));
		const waiting = await countResealable(by(after));
		expect(waiting).toBe(half.filter(({ key }) => key === '1').length);

		// Two at once, as the command beside the server's job.
		const both = await Promise.all([resealAll(by(after)), resealAll(by(after))]);
		expect(both.reduce((sum, { done }) => sum + done, 0)).toBe(waiting);
		const whole = await opened(after);
		expect(whole).toEqual(all.map(({ text }) => ({ text, key: '2' })));
		expect(await resealAll(by(after))).toEqual({ done: 0, unopened: 0 });
	});

	test('a text that no key opens stays as it is and keeps nothing else waiting', async () => {
		const db = get().allLearners;
		const bad = { learner_id: 'learner_id-1', contact: '1.AAAA' };
		await db.updateTable('learner').set(bad).where('learner_id', '=', bad.learner_id).execute();
		const last = `learner_id-${LEARNERS - 1}`;
		const contact = before.seal('hers', `contact:${last}`);
		await db.updateTable('learner').set({ contact }).where('learner_id', '=', last).execute();
		expect(await resealAll(by(after))).toEqual({ done: 1, unopened: 1 });
		const row = await rowsOf('learner').where('learner_id', '=', bad.learner_id).executeTakeFirstOrThrow();
		expect(row.contact).toBe('1.AAAA');
		expect(await countResealable(by(after))).toBe(1);
	});
});

describeEachDatabase('K3 secrets after a rotation', (get) => {
	const services = (secrets: Secrets): TestServices => ({ ...testServices(get(), 'rotated'), secrets });

	test('a right secret gets the newest pepper at its next log-in, a wrong one nothing', async () => {
		const [old, rotated] = [services(before), services(after)];
		const { card, learnerId } = value(await joinLearner(old, joining(old, { secret: digits })));
		const hashOf = async () =>
			(
				await get()
					.allLearners.selectFrom('learner')
					.selectAll()
					.where('learner_id', '=', learnerId)
					.executeTakeFirstOrThrow()
			).secret_hash!;
		const first = await hashOf();
		expect(first).toMatch(/^\$argon2id/);
		const tryIt = (s: TestServices, text: string) =>
			logIn(s, {
				code: card!.code,
				secret: { kind: 'digits', text },
				here: { deviceHash: 'd', profiles: [] }
			});
		expect((await tryIt(rotated, '111119')).ok).toBe(false);
		expect(await hashOf()).toBe(first);
		value(await tryIt(rotated, digits.text));
		expect(await hashOf()).toMatch(/^2\.\$argon2id/);
		value(await tryIt(rotated, digits.text));
		expect((await tryIt(rotated, '111119')).ok).toBe(false);
	});

	test('so does the password of staff', async () => {
		const [old, rotated] = [services(before), services(after)];
		const password = 'a shawl for every winter';
		const staff = { staff_id: 's1', name: 'Farah', email: 'farah@x.pk', created_at: 1 };
		await get()
			.allLearners.insertInto('staff')
			.values({ ...staff, password_hash: await hashPassword(old, password) })
			.execute();
		const tryIt = (text: string) =>
			logInStaff(rotated, { email: staff.email, password: text, deviceHash: 'd' });
		expect((await tryIt('a shawl for every summer')).ok).toBe(false);
		value(await tryIt(password));
		const row = await get().allLearners.selectFrom('staff').selectAll().executeTakeFirstOrThrow();
		expect(row.password_hash).toMatch(/^2\.\$argon2id/);
		value(await tryIt(password));
	});

	test('what is sealed after it names the new key', async () => {
		const rotated = services(after);
		const learnerId = 'put-in';
		await get()
			.db.transaction()
			.execute((tx) =>
				addLearners(tx, rotated, [
					{ learnerId, name: 'شبانہ', lang: 'ur', contactPhone: '+923001234567', about: {} }
				])
			);
		const row = await get()
			.allLearners.selectFrom('learner')
			.select('contact')
			.where('learner_id', '=', learnerId)
			.executeTakeFirstOrThrow();
		expect(row.contact).toMatch(/^2\./);
	});
});
