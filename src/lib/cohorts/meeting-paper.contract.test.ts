import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { testServices } from '../accounts/test-kit.server.ts';
import { openCatalogue } from '../catalog/index.server.ts';
import { readCertificates } from './read-certificates.server.ts';
import { readMeetings } from './read-meetings.server.ts';
import { readPlan } from './read-plan.server.ts';
import { newClass, newId, newLearner, startPlace, withRole } from './test-kit.server.ts';

describeEachDatabase('what a meeting takes on paper', (get) => {
	const start = async (seed: string) => {
		const s = testServices(get(), `paper-${seed}`);
		const catalogue = await openCatalogue({ db: s.db, clock: s.clock, drafts: true });
		Object.assign(s, { catalogue });
		const place = await startPlace(s, `paper-${seed}`);
		const { cohortId } = await newClass(place, { plan: { weeks: 10 } });
		const award = async (learner_id: string, state: 'active' | 'revoked' = 'active') => {
			const course = catalogue.course('selling-online')!;
			await s.db
				.insertInto('award')
				.values({
					learner_id,
					award_id: newId(s),
					badge: course.badge.id,
					course: course.id,
					criterion: '{}',
					criterion_version: course.version,
					evidence: '[]',
					open_bank: 1,
					awarded_at: s.clock(),
					state,
					reason: state === 'active' ? null : 'x',
					public_name: 0
				} as never)
				.execute();
		};
		return { s, place, cohortId, award };
	};

	it('each week has its lesson’s plan, and the weeks after the last lesson the closing one', async () => {
		const { s, place, cohortId } = await start('plan');
		const { meetings } = (await readMeetings(s, place.at, cohortId))!;
		const plans = await Promise.all(meetings.map((m) => readPlan(s, place.at, cohortId, m.id)));
		expect(plans.map((p) => p?.closing)).toEqual([...Array(8).fill(false), true, true]);
		expect(new Set(plans.map((p) => p?.plan?.goal.ur)).size).toBe(9);
		expect(await readPlan(s, place.at, cohortId, newId(s))).toBeUndefined();
		expect(await readPlan(s, await withRole(place, 'viewer'), cohortId, meetings[0]!.id)).toBeUndefined();
	});

	it('it says who read the lesson’s facts and its Urdu, and where nobody has', async () => {
		const { s, place, cohortId } = await start('read');
		const [first] = (await readMeetings(s, place.at, cohortId))!.meetings;
		const readBy = async () => (await readPlan(s, place.at, cohortId, first!.id))?.readBy;
		expect(await readBy()).toEqual({ facts: null, urdu: null });
		const lesson = s.catalogue.course('selling-online')!.lessons[0]!;
		Object.assign(lesson.reviewedBy.ur, { urdu: 'N.K.' });
		Object.assign(lesson.reviewedBy.en, { facts: 'S.A.' });
		expect(await readBy()).toEqual({ facts: 'S.A.', urdu: 'N.K.' });
	});

	it('certificates are of badges that stand, of who is in this class of this organisation', async () => {
		const { s, place, cohortId, award } = await start('one');
		const other = await newClass(place, { name: 'بدھ' });
		const [hers, taken, elsewhere] = [
			await newLearner(place, { cohortId }, { name: 'راشدہ' }),
			await newLearner(place, { cohortId }),
			await newLearner(place, other)
		];
		expect((await readCertificates(s, place.at, cohortId))?.badges).toEqual([]);
		await award(hers);
		await award(taken, 'revoked');
		await award(elsewhere);
		const found = (await readCertificates(s, place.at, cohortId))!;
		expect(found.badges.map((b) => [b.id, b.holders.map((h) => h.name)])).toEqual([
			['selling-online', ['راشدہ']]
		]);
		expect(found.details).toMatchObject({ signatories: [], logos: [] });
		expect(await readCertificates(s, await withRole(place, 'viewer'), cohortId)).toBeUndefined();
		const stranger = await startPlace(s, 'paper-stranger').catch(() => undefined);
		const at = { ...place.at, organisationId: stranger?.organisationId ?? newId(s) };
		expect((await readCertificates(s, at, cohortId))?.badges).toEqual([]);
	});
});
