import { expect, it } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { wrongChoice } from '../../../tests/support/course-a.ts';
import { coursesLikeA, makeHistoryClass } from '../../../tests/support/history-class.ts';
import { testServices, value } from '../accounts/test-kit.server.ts';
import { lessonQuestions, practiceOf, type PlayData } from '../catalog/index.ts';
import { DAY } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { CHANGE_REASONS, type ChangeReason } from './change-reason.ts';
import { findMember } from './find-member.server.ts';
import { readLearnerStory } from './read-learner.server.ts';
import { listViews, MOST_VIEWS, removeView, saveView } from './saved-views.server.ts';

describeEachDatabase("a learner's page, and saved views", (get) => {
	const courses = coursesLikeA(1);
	const a = courses[0]!;
	const lesson = a.lessons[0]!;
	const practice = practiceOf(lesson)!;
	const question = lessonQuestions(lesson)[0]!;
	const base = { course: a.id, version: a.version, lang: 'ur', lesson: lesson.id };
	const start = (seed: string, learners = 1) =>
		makeHistoryClass(testServices(get(), `learner-page-${seed}`), { learners, courses });
	type Made = Awaited<ReturnType<typeof start>>;
	const story = async (made: Made, before = '') => {
		const member = (await findMember(made.services, made.at, made.cohortId, made.learnerIds[0]!))!;
		return (await readLearnerStory(made.services, made.at, made.cohortId, member, { lang: 'ur', before }))!;
	};

	it('T1 only who is in this class of this organisation is found', async () => {
		const [mine, theirs] = [await start('a'), await start('b')];
		const find = (made: Made, cohortId: string, learnerId: string) =>
			findMember(made.services, made.at, cohortId, learnerId);
		expect(await find(mine, mine.cohortId, mine.learnerIds[0]!)).toMatchObject({ name: 'نام 1' });
		expect(await find(mine, mine.cohortId, theirs.learnerIds[0]!)).toBeUndefined();
		expect(await find(mine, theirs.cohortId, theirs.learnerIds[0]!)).toBeUndefined();
		expect(await find(theirs, mine.cohortId, mine.learnerIds[0]!)).toBeUndefined();
	});

	it('tells her days, newest first, with what she missed in the words of the course', async () => {
		const made = await start('c');
		const her = made.learnerIds[0]!;
		const missed = (practice.data.ur as PlayData).scenes[0]!;
		await made.did(
			her,
			'question.answered',
			{ ...base, item: question.id, choice: wrongChoice(question), right: false },
			3
		);
		await made.did(her, 'practice.done', { ...base, practice: practice.id, missed: [missed.id] }, 2);
		await made.did(her, 'lesson.finished', base, 1);
		const {
			days,
			courses: [course],
			phones
		} = await story(made);
		expect(days.map((d) => [d.moments.map((m) => m.told.tag), d.answers])).toEqual([
			[['lesson_finished'], 0],
			[['practice'], 0],
			[['lesson_begun'], 1]
		]);
		expect(days[1]!.moments[0]!.told).toMatchObject({ missed: [missed.say] });
		expect(course!.lessons[0]).toMatchObject({ state: 'done', number: 1 });
		expect(course!.lessons[0]!.missed.map((x) => x.words)).toContain(question.stem.ur);
		expect(phones).toMatchObject([{ missing: 0, waiting: 0, full: false }]);
	});

	it('S10 says what is missing between what has come', async () => {
		const made = await start('d');
		const her = made.learnerIds[0]!;
		const events = [1, 2, 3, 4].map(() => made.event(her, 'lesson.finished', base, 1));
		await made.takeIn(her, [events[0]!, events[3]!]);
		const { phones, needs } = await story(made);
		expect(phones).toMatchObject([{ missing: 2 }]);
		expect(needs.map((n) => n.reason)).toContain('work_waiting');
	});

	it("another organisation's meeting is not told, her own is", async () => {
		const made = await start('e');
		const her = made.learnerIds[0]!;
		const attend = (organisation: string) =>
			made.event(
				her,
				'attendance.marked',
				{ organisation, cohort: made.cohortId, meeting: uuidv7(1, made.services.random), state: 'here' },
				1
			);
		const { ingest } = await import('../sync/index.server.ts');
		const events = [attend(made.at.organisationId), attend(uuidv7(2, made.services.random))].map((e) => ({
			...e,
			actor: made.at.staffId
		}));
		await ingest(made.services.db, [], {
			learnerId: her,
			actor: made.at.staffId,
			events,
			receivedAt: made.services.clock(),
			skew: 0
		});
		const { days } = await story(made);
		expect(days.flatMap((d) => d.moments.map((m) => m.told.tag))).toEqual(['attendance']);
	});

	it('T2 a place is told with its reason and the words of whoever did it, read and not as it is kept', async () => {
		const made = await start('g');
		const { services, at, cohortId } = made;
		const her = made.learnerIds[0]!;
		const reasons: ChangeReason[] = CHANGE_REASONS.map((code) => ({ code }));
		const kept = [...reasons.map((r) => JSON.stringify(r)), '{"code":"of_next_year"}', '{}', 'گھر بدلا'];
		for (const [i, reason] of kept.entries())
			await services.db
				.insertInto('enrolment_change')
				.values({
					learner_id: her,
					change_id: uuidv7(i + 1, services.random),
					organisation_id: at.organisationId,
					cohort_id: cohortId,
					at: services.clock() - 60 * 60_000 + i,
					state: 'active',
					reason,
					by_person: at.staffId
				})
				.execute();
		const { days } = await story(made);
		const told = days.flatMap((d) =>
			d.moments.flatMap((m) => (m.told.tag === 'place' ? [m.told.reason] : []))
		);
		const expected = [...reasons, { code: 'other' }, { code: 'other' }, { code: 'other', words: 'گھر بدلا' }];
		expect(told.reverse()).toEqual(expected);
	});

	it('T2 of who has left stands from when until when she was in the class', async () => {
		const made = await start('h');
		const { services, at, cohortId } = made;
		const her = made.learnerIds[0]!;
		const now = services.clock();
		const change = (state: 'active' | 'left', daysAgo: number, cohort = cohortId) =>
			services.db
				.insertInto('enrolment_change')
				.values({
					learner_id: her,
					change_id: uuidv7(now - daysAgo * DAY, services.random),
					organisation_id: at.organisationId,
					cohort_id: cohort,
					at: now - daysAgo * DAY,
					state,
					reason: '{"code":"other"}',
					by_person: at.staffId
				})
				.execute();
		expect((await story(made)).joinedAt).toBe(now - 70 * DAY);
		await services.db
			.updateTable('cohort_member')
			.set({ state: 'left', since: now - 5 * DAY })
			.where('organisation_id', '=', at.organisationId)
			.where('cohort_id', '=', cohortId)
			.where('learner_id', '=', her)
			.execute();
		expect((await story(made)).joinedAt).toBeNull();
		await change('active', 60);
		await change('left', 40);
		await change('active', 30);
		await change('active', 10, uuidv7(now, services.random));
		await change('left', 5);
		expect((await story(made)).joinedAt).toBe(now - 30 * DAY);
	});

	it('a view is kept once, for her alone, and taken away by her alone', async () => {
		const made = await start('f');
		const { services, at, cohortId } = made;
		const id = uuidv7(services.clock(), services.random);
		const view = { id, name: 'مدد والے', query: 'state=help' };
		value(await saveView(services, at, cohortId, view));
		value(await saveView(services, at, cohortId, { ...view, name: 'x' }));
		expect(await listViews(services, at, cohortId)).toEqual([view]);
		const other = { ...at, staffId: uuidv7(services.clock(), services.random) };
		expect(await listViews(services, other, cohortId)).toEqual([]);
		await removeView(services, other, cohortId, id);
		expect(await listViews(services, at, cohortId)).toHaveLength(1);
		const stranger = { ...at, own: new Set<string>() };
		expect(await saveView(services, stranger, cohortId, view)).toMatchObject({
			refusal: { tag: 'forbidden' }
		});
		for (let i = 1; i < MOST_VIEWS; i++)
			value(
				await saveView(services, at, cohortId, { ...view, id: uuidv7(services.clock() + i, services.random) })
			);
		const more = { ...view, id: uuidv7(services.clock(), services.random) };
		expect(await saveView(services, at, cohortId, more)).toMatchObject({ refusal: { tag: 'too_many' } });
		await removeView(services, at, cohortId, id);
		expect(await listViews(services, at, cohortId)).toHaveLength(MOST_VIEWS - 1);
	});
});
