import { expect, it } from 'vitest';
import { counting } from '../../../tests/support/counting.ts';
import { everyCourse } from '../../../tests/support/repository-content.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { makeHistoryClass } from '../../../tests/support/history-class.ts';
import { LISTING, PRICE } from '../../../tests/support/made-work.ts';
import { testServices } from '../accounts/test-kit.server.ts';
import type { Course } from '../catalog/index.ts';
import { readBoard } from '../cohorts/index.server.ts';
import { recordStaffEvents } from '../sync/index.server.ts';
import { practicalQueues } from './index.server.ts';

describeEachDatabase('practicals that a trainer marks', (get) => {
	// Listing and price are kept by the app; what the others ask for is said or shown to her.
	const courses = ['selling-online', 'digital-payments', 'trust', 'logistics'].map((id) =>
		everyCourse().find((course) => course.id === id)!
	);
	const [a, b, c] = courses as [Course, Course, Course];
	const start = async (seed: string, learners: number) => {
		const made = await makeHistoryClass(
			{ ...testServices(get(), `queue-${seed}`), mayKeepWork: async () => true } as never,
			{ learners, courses }
		);
		const finish = (learnerId: string, { id, version }: Course, lesson: string, daysAgo: number) =>
			made.did(learnerId, 'lesson.finished', { course: id, version, lang: 'ur', lesson }, daysAgo);
		const mark = (learnerId: string, course: Course, met: boolean) => {
			const marks = Object.fromEntries(course.practical.rubric.map(({ id }) => [id, met]));
			const body = { course: course.id, version: course.version, marks, comment: '' };
			return recordStaffEvents(made.services, made.at.staffId, learnerId, [
				{ kind: 'practical.marked', body, act: [`${course.id}-${learnerId}`] }
			]);
		};
		const queues = async () =>
			(await practicalQueues(get().db, courses, made.learnerIds)).map((queue) =>
				queue.map(({ learnerId, state }) => [made.learnerIds.indexOf(learnerId), state])
			);
		const board = async () => (await readBoard(made.services, made.at, made.cohortId, 'ur'))!;
		return { ...made, finish, mark, queues, board };
	};

	it('A5 what is shown in person waits from when its lesson is finished, the longest first', async () => {
		const t = await start('a', 3);
		const [first, second, third] = t.learnerIds as [string, string, string];
		await t.finish(first, b, 'b4', 3);
		expect(await t.queues()).toEqual([[], [], [], []]);
		await t.finish(first, b, 'b5', 2);
		await t.finish(second, b, 'b5', 9);
		await t.finish(second, c, 'c3', 1);
		// A lesson whose practical the app keeps is no listing and no price.
		await t.finish(third, a, 'a4', 1);
		expect(await t.queues()).toEqual([
			[],
			[
				[1, 'new'],
				[0, 'new']
			],
			[[1, 'new']],
			[]
		]);
		await t.did(third, 'draft.saved', { part: 'listing', value: LISTING }, 1);
		await t.did(third, 'draft.saved', { part: 'price', value: PRICE }, 1);
		const [kept, shown] = await practicalQueues(get().db, courses, t.learnerIds);
		expect(kept).toMatchObject([{ learnerId: third, state: 'new', work: { listing: LISTING } }]);
		expect(shown!.map(({ work }) => work)).toEqual([undefined, undefined]);
	});

	it('A5 a mark takes it out of what waits, passed or not; going through the lesson again does not bring it back', async () => {
		const t = await start('b', 2);
		const [first, second] = t.learnerIds as [string, string];
		await t.finish(first, b, 'b5', 2);
		// Marked in class, before her phone sent that the lesson is finished.
		await t.mark(second, b, true);
		await t.mark(first, b, false);
		await t.finish(first, b, 'b5', 0);
		expect((await t.queues())[1]).toEqual([
			[0, 'marked'],
			[1, 'marked']
		]);
		const [, queue] = await practicalQueues(get().db, courses, t.learnerIds);
		expect(queue!.map(({ mark }) => mark?.passed)).toEqual([false, true]);
	});

	it('T4 the board counts every practical that waits, and names who waits', async () => {
		const t = await start('c', 2);
		const [first, second] = t.learnerIds as [string, string];
		for (const [course, lesson] of [
			[b, 'b5'],
			[c, 'c3']
		] as const)
			await t.finish(first, course, lesson, 1);
		await t.finish(second, c, 'c3', 1);
		const before = await t.board();
		expect(before.waiting.toMark).toBe(3);
		const column = before.columns.findIndex((x) => x.kind === 'practical' && x.course === b.id);
		const hers = (board: typeof before) => board.learners.find(({ id }) => id === first)!;
		expect(hers(before).needs).toMatchObject([{ reason: 'practical_waiting', next: 'mark', count: 2 }]);
		expect(hers(before).cells[column]).toBe('on');
		await t.mark(first, b, true);
		await t.mark(first, c, false);
		const after = await t.board();
		expect(after.waiting.toMark).toBe(1);
		expect(hers(after).needs).toEqual([]);
		expect(hers(after).cells[column]).toBe('done');
	});

	it('at most three queries for the queue and five for the board, for one learner and for sixty', async () => {
		for (const learners of [0, 1, 60]) {
			const t = await start(`d${learners}`, learners);
			for (const id of t.learnerIds.slice(0, 3)) await t.finish(id, c, 'c3', 1);
			const queue = counting(get().db);
			await practicalQueues(queue.db, courses, t.learnerIds);
			expect(queue.asked()).toBeLessThanOrEqual(3);
			const board = counting(get().db);
			await readBoard({ ...t.services, db: board.db }, t.at, t.cohortId, 'ur');
			expect(board.asked()).toBeLessThanOrEqual(5);
		}
	});
});
