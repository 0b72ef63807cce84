import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { addAboutMe, readFirstAboutMe, readLatestAboutMe } from './about-me.repository.server.ts';
import { bearerLearner } from './bearer-learner.server.ts';
import { chooseConsent } from './choose-consent.server.ts';
import { currentConsent } from './consent.ts';
import { mayKeepWork, readConsent } from './consent.repository.server.ts';
import { joinLearner } from './join.server.ts';
import { createGuest } from './learner.repository.server.ts';
import { readerLearner } from './reader.server.ts';
import { joining, testServices, value } from './test-kit.server.ts';

describeEachDatabase('what she tells and allows', (get) => {
	const start = async (seed: string) => {
		const s = testServices(get(), seed);
		return { s, ...value(await joinLearner(s, joining(s))) };
	};

	it('about me: dated rows, the first stays the baseline, the same again adds nothing', async () => {
		const { s, learnerId } = await start('a');
		expect(await readLatestAboutMe(s.db, learnerId)).toBeUndefined();
		expect(await addAboutMe(s.db, learnerId, {}, 10)).toBe(false);
		expect(await addAboutMe(s.db, learnerId, { sells_now: 'no', age: '25_34' }, 10)).toBe(true);
		expect(await addAboutMe(s.db, learnerId, { age: '25_34', sells_now: 'no' }, 20)).toBe(false);
		expect(await addAboutMe(s.db, learnerId, { age: '25_34', sells_now: 'yes' }, 30)).toBe(true);
		expect(await readFirstAboutMe(s.db, learnerId)).toEqual({
			at: 10,
			told: { sells_now: 'no', age: '25_34' }
		});
		expect((await readLatestAboutMe(s.db, learnerId))?.told.sells_now).toBe('yes');
	});

	it('K5 each consent is given and taken back apart; the last two cost nothing', async () => {
		const { s, learnerId, uploads } = await start('b');
		for (const given of [true, false, true])
			await chooseConsent(s, { learnerId, purpose: 'photo_story', given });
		await chooseConsent(s, { learnerId, purpose: 'reporting', given: false });
		const history = await readConsent(s.db, learnerId);
		expect(currentConsent(history)).toEqual({ learning: true, reporting: false, photo_story: true });
		expect(history.filter((act) => act.purpose === 'photo_story')).toHaveLength(4);
		expect(await mayKeepWork(s.db, learnerId)).toBe(true);
		expect(await bearerLearner(s, uploads[0]!.token)).not.toBeNull();
	});

	it('K5 choosing what holds already is no act', async () => {
		const { s, learnerId } = await start('c');
		await chooseConsent(s, { learnerId, purpose: 'learning', given: true });
		expect(await readConsent(s.db, learnerId)).toHaveLength(3);
	});

	it('K5 without consent to learning no phone may upload; giving it again makes new tokens', async () => {
		const { s, learnerId, uploads, opens } = await start('d');
		await chooseConsent(s, { learnerId, purpose: 'learning', given: false });
		expect(await mayKeepWork(s.db, learnerId)).toBe(false);
		expect(await bearerLearner(s, uploads[0]!.token)).toBeNull();
		expect(await readerLearner(s, opens!.reader)).toBeNull();
		const again = await chooseConsent(s, { learnerId, purpose: 'learning', given: true });
		expect(await mayKeepWork(s.db, learnerId)).toBe(true);
		expect(await bearerLearner(s, again!.uploads[0]!.token)).toEqual({ learnerId, profileId: learnerId });
		expect(await readerLearner(s, again!.opens!.reader)).toBe(learnerId);
		// Her secret was not asked here: the phone keeps the lock it has.
		expect(again!.opens).toEqual({ key: opens!.key, reader: again!.opens!.reader });
	});

	it('K1 a guest has agreed to nothing yet and keeps her work', async () => {
		const { s } = await start('e');
		expect(await mayKeepWork(s.db, await createGuest(s, 'ur'))).toBe(true);
	});

	it('K8 the token of a deleted learner is worth nothing', async () => {
		const { s, learnerId, uploads, opens } = await start('f');
		await s.db.updateTable('learner').set({ deleted_at: 1 }).where('learner_id', '=', learnerId).execute();
		expect(await bearerLearner(s, uploads[0]!.token)).toBeNull();
		expect(await readerLearner(s, opens!.reader)).toBeNull();
	});
});
