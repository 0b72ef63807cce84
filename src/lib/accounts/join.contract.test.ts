import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { uuidv7 } from '../platform/ids.ts';
import { bearerLearner } from './bearer-learner.server.ts';
import { claimProfile } from './claim-profile.server.ts';
import { currentConsent } from './consent.ts';
import { readConsent } from './consent.repository.server.ts';
import { joinLearner } from './join.server.ts';
import { createGuest, findOpenLearner } from './learner.repository.server.ts';
import { profilesOf } from './profile.repository.server.ts';
import { digits, joining, testServices, value } from './test-kit.server.ts';

describeEachDatabase('joining', (get) => {
	const services = (seed: string) => testServices(get(), seed);
	const count = async (learnerId: string) =>
		(
			await get()
				.allLearners.selectFrom('learner')
				.select('learner_id')
				.where('learner_id', '=', learnerId)
				.execute()
		).length;

	it('K2 needs a name and a secret, and gives a code of which only a hash is stored', async () => {
		const s = services('a');
		const made = value(await joinLearner(s, joining(s)));
		expect(made.card!.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{9}$/);
		const codes = await s.db
			.selectFrom('learner_code')
			.selectAll()
			.where('learner_id', '=', made.learnerId)
			.execute();
		expect(codes).toHaveLength(1);
		expect(JSON.stringify(codes)).not.toContain(made.card!.code);
	});

	it('K3 stores the secret as argon2id, never in clear', async () => {
		const s = services('b');
		const { learnerId } = value(await joinLearner(s, joining(s, { secret: digits })));
		const row = await findOpenLearner(s.db, learnerId);
		expect(row?.secret_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		expect(JSON.stringify(row)).not.toContain(digits.text);
	});

	it('K2 seals the contact phone to its learner', async () => {
		const s = services('c');
		const { learnerId } = value(await joinLearner(s, joining(s, { contactPhone: '+923001234567' })));
		const { contact } = (await findOpenLearner(s.db, learnerId))!;
		expect(contact).not.toContain('3001234567');
		expect(s.secrets.open(contact!, `contact:${learnerId}`)).toBe('+923001234567');
		expect(() => s.secrets.open(contact!, 'contact:other')).toThrow();
	});

	it('K1 upgrades the guest in place: same id, same tile', async () => {
		const s = services('d');
		const guestId = await createGuest(s, 'ur');
		const before = await findOpenLearner(s.db, guestId);
		const made = value(await joinLearner(s, joining(s, { guestId })));
		expect(made).toMatchObject({ learnerId: guestId, tileSeed: before!.tile_seed });
		expect((await findOpenLearner(s.db, guestId))?.kind).toBe('joined');
	});

	it('K1 a guest who has joined cannot be taken by a second form', async () => {
		const s = services('e');
		const guestId = await createGuest(s, 'ur');
		value(await joinLearner(s, joining(s, { guestId })));
		const second = await joinLearner(s, joining(s, { guestId, secret: digits }));
		expect(second).toEqual({ ok: false, refusal: { tag: 'already_joined' } });
		expect((await findOpenLearner(s.db, guestId))?.secret_kind).toBe('pictures');
	});

	it('K1 claims the work of this phone, with its tile, and uploads for it (K8)', async () => {
		const s = services('f');
		const profile = uuidv7(s.clock(), s.random);
		const made = value(await joinLearner(s, joining(s, { profiles: [profile], tileSeed: 4711 })));
		expect(made.tileSeed).toBe(4711);
		expect(made.uploads.map((u) => u.profileId)).toEqual([profile]);
		expect(await profilesOf(s.db, made.learnerId)).toContain(profile);
		expect(await bearerLearner(s, made.uploads[0]!.token)).toEqual({
			learnerId: made.learnerId,
			profileId: profile
		});
		expect(await bearerLearner(s, `${made.uploads[0]!.token}0`)).toBeNull();
	});

	it('K1 two learners claim one profile at once: one wins, both have joined', async () => {
		const s = services('g');
		const profile = uuidv7(s.clock(), s.random);
		const both = (
			await Promise.all([
				joinLearner(s, joining(s, { profiles: [profile] })),
				joinLearner(s, joining(s, { profiles: [profile] }))
			])
		).map(value);
		expect(both.map((b) => b.refused.length).sort()).toEqual([0, 1]);
		const loser = both.find((b) => b.refused.length)!;
		expect(loser.uploads.map((u) => u.profileId)).toEqual([loser.learnerId]);
	});

	it('K1 claiming is once, and the same learner may say it again', async () => {
		const s = services('h');
		const [profile, a, b] = [1, 2, 3].map(() => uuidv7(s.clock(), s.random)) as [string, string, string];
		const claims = await Promise.all([claimProfile(s.db, profile, a, 1), claimProfile(s.db, profile, b, 1)]);
		const winner = claims[0].ok ? a : b;
		expect(claims.filter((c) => c.ok)).toHaveLength(1);
		expect((await claimProfile(s.db, profile, winner, 2)).ok).toBe(true);
	});

	it('a double tap makes one learner with one card', async () => {
		const s = services('i');
		const join = joining(s);
		const [first, second] = (await Promise.all([joinLearner(s, join), joinLearner(s, join)])).map(value);
		// Only the lock is made anew: its salt is random.
		const locks = [first, second].map((made) => made?.opens?.lock);
		expect(second).toEqual({ ...first, opens: { ...first!.opens, lock: locks[1] } });
		expect(locks[0]!.salt).not.toBe(locks[1]!.salt);
		expect(await count(first!.learnerId)).toBe(1);
		const cards = await s.db
			.selectFrom('learner_code')
			.selectAll()
			.where('learner_id', '=', first!.learnerId)
			.execute();
		expect(cards).toHaveLength(1);
	});

	it('the form found in the history gives no card without the secret', async () => {
		const s = services('j');
		const join = joining(s);
		value(await joinLearner(s, join));
		expect(await joinLearner(s, { ...join, secret: digits })).toEqual({
			ok: false,
			refusal: { tag: 'already_joined' }
		});
	});

	it('K5 keeps each consent with the version of its words', async () => {
		const s = services('k');
		const { learnerId } = value(await joinLearner(s, joining(s, { consents: ['reporting'] })));
		const history = await readConsent(s.db, learnerId);
		expect(currentConsent(history)).toEqual({ learning: true, reporting: true, photo_story: false });
		expect(history.every((act) => act.textVersion !== '')).toBe(true);
	});

	it('what belongs to joining is written with it or not at all', async () => {
		const s = services('l');
		const join = joining(s);
		await expect(
			joinLearner(s, join, async (_tx, learnerId) => {
				join.guestId = learnerId;
				throw new Error('no such class');
			})
		).rejects.toThrow('no such class');
		expect(await count(join.guestId!)).toBe(0);
	});
});
