import { expect, it } from 'vitest';
import { counting } from '../../../tests/support/counting.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { wrongChoice } from '../../../tests/support/course-a.ts';
import { coursesLikeA, liveThrough, makeHistoryClass } from '../../../tests/support/history-class.ts';
import { testServices } from '../accounts/test-kit.server.ts';
import { questionById } from '../catalog/index.ts';
import { rebuildAndCompare } from '../projections.server.ts';
import { selectLearners } from './board.ts';
import { readBoardQuery } from './board-query.schema.ts';
import { readBoard } from './read-board.server.ts';

describeEachDatabase('board', (get) => {
	const courses = coursesLikeA(1);
	const [a] = courses;
	const base = { course: a!.id, version: a!.version, lang: 'ur', lesson: 'a1' };
	const item = a!.lessons[0]!.blocks.find((b) => b.block === 'question' && b.type === 'pick')!.id;
	const answer = (choice: string, right: boolean) => ({ ...base, item, choice, right });
	const start = (seed: string, learners: number) =>
		makeHistoryClass(testServices(get(), `board-${seed}`), { learners, courses });
	const key = questionById(a!, item)!.key[0]!;
	const wrong = wrongChoice(questionById(a!, item)!);

	it('T4 who needs help stands first, with the reason; who has not, after them', async () => {
		const made = await start('a', 4);
		const [stuck, never, silent, well] = made.learnerIds as [string, string, string, string];
		for (let i = 0; i < 3; i++) await made.did(stuck, 'question.answered', answer(wrong, false), 1);
		await made.did(silent, 'lesson.finished', base, 9);
		await made.did(well, 'question.answered', answer(key, true), 1);
		const board = (await readBoard(made.services, made.at, made.cohortId, 'ur'))!;
		expect(board.learners.map((l) => [l.id, l.needs.map((n) => n.reason)])).toEqual([
			[stuck, ['stuck']],
			[silent, ['silent']],
			[never, ['never_started']],
			[well, []]
		]);
		// Nobody here has told a number.
		expect(board.learners[1]!.needs[0]!.next).toBe('meet');
		await made.services.db
			.updateTable('learner')
			.set({ contact: 'sealed' })
			.where('learner_id', '=', silent)
			.execute();
		const told = (await readBoard(made.services, made.at, made.cohortId, 'ur'))!;
		expect(told.learners[1]!.needs[0]!.next).toBe('message');
		expect(board.learners[0]!.cells[0]).toBe('stuck');
		expect(board.learners[1]!.cells.slice(0, 2)).toEqual(['done', 'none']);
		expect(board.week).toEqual({ moved: 2, finishedLessons: 0 });
		expect(board.columns.map((c) => c.kind)).toEqual([
			...a!.lessons.map(() => 'lesson'),
			'check',
			'practical',
			'badge'
		]);
		const found = (query: string) =>
			selectLearners(board, readBoardQuery(new URLSearchParams(query))).map((l) => l.id);
		expect(found('reason=silent')).toEqual([silent]);
		expect(found(`lesson=${a!.id}/a1`)).toEqual([stuck, well]);
		expect(found('q=نام 4')).toEqual([well]);
	});

	it('T1 a class of another organisation, and one that is not hers, shows nothing', async () => {
		const mine = await start('b', 1);
		const theirs = await start('c', 1);
		expect(await readBoard(mine.services, mine.at, theirs.cohortId, 'ur')).toBeUndefined();
		const everywhere = { ...mine.at, roles: ['administrator' as const] };
		expect(await readBoard(mine.services, everywhere, theirs.cohortId, 'ur')).toBeUndefined();
		expect(await readBoard(mine.services, everywhere, mine.cohortId, 'ur')).toBeDefined();
		const other = { ...mine.at, own: new Set<string>() };
		expect(await readBoard(mine.services, other, mine.cohortId, 'ur')).toBeUndefined();
	});

	it('the first answer counts for what is hard, whatever the order in which answers come', async () => {
		const made = await start('d', 3);
		for (const learnerId of made.learnerIds) {
			const first = made.event(learnerId, 'question.answered', answer(wrong, false), 3);
			const later = made.event(learnerId, 'question.answered', answer(key, true), 2);
			await made.takeIn(learnerId, [later]);
			await made.takeIn(learnerId, [first]);
		}
		const { hardest } = (await readBoard(made.services, made.at, made.cohortId, 'ur'))!;
		expect(hardest).toMatchObject([{ item, wrong: 3, of: 3, mostlyBy: 3 }]);
		expect(hardest[0]!.mostly).not.toBe('');
		expect(hardest[0]!.stem).not.toBe('');
	});

	it('C6 an item of the final check is never named, whatever a phone sends', async () => {
		const made = await start('e', 3);
		const secret = a!.check.items[0]!.id;
		for (const learnerId of made.learnerIds)
			await made.did(learnerId, 'question.answered', { ...answer('a', false), item: secret }, 1);
		expect((await readBoard(made.services, made.at, made.cohortId, 'ur'))!.hardest).toEqual([]);
	});

	it('T4 a buyer whom her shop has not answered for 48 hours', async () => {
		const made = await start('buyer', 2);
		const [seller] = made.learnerIds as [string];
		const order = (id: string, hours: number | null) => ({
			learner_id: seller,
			order_id: id,
			number: 1,
			state: 'confirmed',
			buyer: '{}',
			buyer_phone: '+923001234567',
			lines: '[]',
			total: 1,
			delivery_fee: 0,
			secret_hash: id,
			created_at: 1,
			changed_at: 1,
			idempotency_key: id,
			waits_since: hours === null ? null : made.services.clock() - hours * 3_600_000
		});
		await made.services.db
			.insertInto('shop_order')
			.values([order('a', 50), order('b', 47), order('c', null)])
			.execute();
		const board = (await readBoard(made.services, made.at, made.cohortId, 'ur'))!;
		expect(board.learners[0]).toMatchObject({ id: seller });
		expect(board.learners[0]!.needs).toContainEqual(
			expect.objectContaining({ reason: 'buyer_waits', count: 1, next: 'meet' })
		);
		// Nothing of the buyer comes to the class.
		expect(JSON.stringify(board)).not.toContain('3001234567');
	});

	it('P3 what was tried is the same after a rebuild', async () => {
		const made = await start('f', 2);
		for (const id of made.learnerIds) await liveThrough(made, id, courses, { share: 0.5 });
		const done = await rebuildAndCompare(
			{ allLearners: get().allLearners, projectors: made.services.projectors },
			{ learnerIds: made.learnerIds }
		);
		expect(done.changed).toBe(0);
	});

	it('at most five queries, for one learner and for sixty; an empty class has a board too', async () => {
		for (const learners of [0, 1, 60]) {
			const made = await start(`g${learners}`, learners);
			for (const id of made.learnerIds.slice(0, 3)) await liveThrough(made, id, courses, { share: 1 });
			const { db, asked } = counting(made.services.db);
			const board = await readBoard({ ...made.services, db }, made.at, made.cohortId, 'ur');
			expect(board!.learners).toHaveLength(learners);
			expect(asked()).toBeGreaterThan(0);
			expect(asked()).toBeLessThanOrEqual(5);
		}
	});
});
