import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { uuidv7 } from '../platform/ids.ts';
import { currentConsent } from './consent.ts';
import { readConsent } from './consent.repository.server.ts';
import { issueCards } from './issue-cards.server.ts';
import { joinLearner } from './join.server.ts';
import { asksConsent, isRecoveryOpen, logIn, recover } from './log-in.server.ts';
import { digits, joining, pictures, testServices, value } from './test-kit.server.ts';

describeEachDatabase('cards from staff', (get) => {
	const here = { deviceHash: 'a-phone', profiles: [] };
	const start = (seed: string) => {
		const s = testServices(get(), `cards-${seed}`);
		const id = () => uuidv7(s.clock(), s.random);
		const of = { organisationId: id(), cohortId: id(), actor: id() };
		const make = (key: string, ...learnerIds: string[]) => issueCards(s, { ...of, key, learnerIds });
		/** As an import puts her in: a name, no secret, nothing asked. */
		const imported = async () => {
			const learnerId = id();
			const row = { kind: 'joined' as const, display_name: 'رضیہ', locale: 'ur' as const, tile_seed: 7 };
			await s.db
				.insertInto('learner')
				.values({ learner_id: learnerId, ...row, created_at: s.clock() })
				.execute();
			return learnerId;
		};
		const audited = () =>
			s.db
				.selectFrom('audit')
				.select(['act', 'subject'])
				.where('organisation_id', '=', of.organisationId)
				.execute();
		return { s, make, imported, audited };
	};

	it('T5 K6 a new card ends the old one and touches nothing else; it is in the audit', async () => {
		const { s, make, audited } = start('a');
		const joined = value(await joinLearner(s, joining(s)));
		const [made] = value(await make('k1', joined.learnerId));
		expect(await isRecoveryOpen(s, joined.card!.recovery)).toBe(false);
		expect((await logIn(s, { code: joined.card!.code, secret: pictures, here })).ok).toBe(false);
		expect((await logIn(s, { code: made!.card!.code, secret: pictures, here })).ok).toBe(true);
		expect(await audited()).toEqual([{ act: 'card.made', subject: joined.learnerId }]);
	});

	it('the same form again shows the same cards; one that a newer has replaced shows none', async () => {
		const { s, make, imported } = start('b');
		const [one, two] = [await imported(), await imported()];
		const first = value(await make('k1', one, two));
		expect(value(await make('k1', two, one))).toEqual(first);
		const newer = value(await make('k2', one));
		expect(newer[0]!.card).not.toEqual(first[0]!.card);
		expect(value(await make('k1', one, two)).map((c) => c.card !== undefined)).toEqual([false, true]);
		expect(await isRecoveryOpen(s, newer[0]!.card!.recovery)).toBe(true);
	});

	it('nobody chosen is refused; who is not there gets none', async () => {
		const { s, make } = start('c');
		expect(await make('k1')).toEqual({ ok: false, refusal: { tag: 'nobody' } });
		expect(value(await make('k1', uuidv7(s.clock(), s.random)))).toEqual([]);
	});

	it('K5 who never had a secret is asked for her permission first, then chooses one and is in', async () => {
		const { s, make, imported } = start('d');
		const learnerId = await imported();
		const { code, recovery: token } = value(await make('k1', learnerId))[0]!.card!;
		expect(await asksConsent(s, token)).toBe(true);
		expect((await logIn(s, { code, secret: digits, here })).ok).toBe(false);
		const form = { token, secret: digits, here };
		expect(await recover(s, form)).toEqual({ ok: false, refusal: { tag: 'learning' } });
		// Refused, nothing is used up.
		expect(await isRecoveryOpen(s, token)).toBe(true);
		value(await recover(s, { ...form, learning: true }));
		expect(currentConsent(await readConsent(s.db, learnerId))).toEqual({
			learning: true,
			reporting: false,
			photo_story: false
		});
		expect((await logIn(s, { code, secret: digits, here })).ok).toBe(true);
		expect(await asksConsent(s, token)).toBe(false);
	});

	it('K5 who has chosen before is not asked again, and what she took back stays taken back', async () => {
		const { s, make } = start('e');
		const { learnerId } = value(await joinLearner(s, joining(s)));
		const before = await readConsent(s.db, learnerId);
		const { recovery: token } = value(await make('k1', learnerId))[0]!.card!;
		expect(await asksConsent(s, token)).toBe(false);
		value(await recover(s, { token, secret: digits, here, learning: true }));
		expect(await readConsent(s.db, learnerId)).toEqual(before);
	});
});
