import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import { noNews } from '../progress/index.ts';
import { progressProjector } from '../progress/index.server.ts';
import type { Services } from '../services.server.ts';
import { readLog } from './log.repository.server.ts';
import { syncPhone } from './sync-phone.server.ts';

const NOW = 1_795_000_000_000;

/** The database with a moment put in between: all statements of a transaction are through, the commit is not. */
const beforeCommit = (db: Db, moment: () => Promise<void>) => ({
	transaction: () => ({
		execute: <T>(work: (tx: Tx) => Promise<T>) =>
			db.transaction().execute(async (tx) => {
				const done = await work(tx);
				await moment();
				return done;
			})
	})
});

/** Long enough for every promise that could already answer. */
const aTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describeEachDatabase('the sync door and the commit', (get) => {
	const send = (learnerId: string, moment: () => Promise<void>) =>
		syncPhone(
			{
				db: beforeCommit(get().db, moment),
				clock: () => NOW,
				projectors: [progressProjector],
				readNews: async () => noNews,
				secrets: { phoneKey: () => new Uint8Array(32) },
				epoch: 'epoch-1'
			} as unknown as Services,
			{
				learnerId,
				profiles: ['profile-1'],
				reads: false,
				envelope: {
					device: 'device-1',
					sentAt: NOW,
					events: [
						{
							id: '01900000-0000-7000-8000-000000000001',
							profile: 'profile-1',
							actor: 'self',
							device: 'device-1',
							seq: 1,
							kind: 'lesson.finished',
							v: 1,
							at: NOW,
							body: { course: 'c1', version: 'v1', lang: 'ur', lesson: 'a1' }
						}
					]
				}
			}
		);
	const held = async (learnerId: string) => (await Array.fromAsync(readLog(get().db, learnerId))).length;

	test('S4 the answer leaves after the commit, however long that takes', async () => {
		const order: string[] = [];
		const answer = await send('l1', async () => {
			for (let i = 0; i < 5; i++) await aTurn();
			order.push('commit');
		}).finally(() => order.push('answer'));
		expect(order).toEqual(['commit', 'answer']);
		expect(answer.outcomes[0]!.outcome).toBe('accepted');
		expect(await held('l1')).toBe(1);
	});

	test('S4 a commit that fails is no acceptance', async () => {
		const answer = send('l2', async () => {
			await aTurn();
			throw new Error('disk full');
		}).then(
			({ outcomes }) => outcomes.map((o) => o.outcome),
			(error: Error) => error.message
		);
		expect(await answer).toBe('disk full');
		expect(await held('l2')).toBe(0);
	});
});
