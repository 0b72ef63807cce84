import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { DAY, MINUTE } from '../platform/clock.ts';
import { uuidv7 } from '../platform/ids.ts';
import { embeddedConnector } from './connectors/embedded.server.ts';
import { decideReport, readReports } from './decide-report.server.ts';
import { deliverOutbox } from './deliver-outbox.server.ts';
import { ANSWERS_LAST, eraseEnded, NEWS_LASTS, REPORT_LASTS } from './erase-ended.server.ts';
import { putAnswer, readAnswers } from './opening/answer.repository.server.ts';
import { reportShop } from './report-shop.server.ts';
import { tellTargets } from './tell.server.ts';
import { learnerWithBadge, openCheckedShop, unlock, world } from './testing.server.ts';

describeEachDatabase('what has ended', (get) => {
	const w = world(get);
	const erase = () => eraseEnded(w.allLearners, w.clock());

	test('news that has arrived goes after its time; what waits or is parked stays, and later news keeps its place', async () => {
		const her = await learnerWithBadge(w);
		await unlock(w, her);
		await deliverOutbox(w.allLearners, [embeddedConnector(w.allLearners)], w);
		const news = { sellerId: 's', learnerId: her, tier: 'starter' as const, policy: 'p', at: w.clock() };
		const tell = (target: string, at: number) =>
			w.db.transaction().execute((tx) => tellTargets(tx, 'seller.resumed', { ...news, at }, [target]));
		await tell('waits', w.clock());
		w.clock.forward(NEWS_LASTS - MINUTE);
		await erase();
		const rows = () =>
			w.db
				.selectFrom('outbox')
				.select(['target', 'seq'])
				.where('learner_id', '=', her)
				.orderBy('seq')
				.execute();
		expect(await rows()).toHaveLength(2);
		w.clock.forward(2 * MINUTE);
		await erase();
		expect(await rows()).toEqual([{ target: 'waits', seq: 2 }]);
		await tell('waits', w.clock());
		expect((await rows()).map(({ seq }) => seq)).toEqual([2, 3]);
	});

	test("a decided report goes with the stranger's words; one that waits for a person stays", async () => {
		const shop = await openCheckedShop(w);
		for (const words of ['decided', 'open'])
			await reportShop(
				w,
				{ handle: shop.handle, network: words },
				{ key: uuidv7(w.clock() - MINUTE, w.random), reason: 'rude', words }
			);
		const decided = (await readReports(w.allLearners)).find(({ words }) => words === 'decided')!;
		await decideReport(w, 'staff', decided, 'nothing');
		const kept = async () =>
			(
				await w.db
					.selectFrom('shop_report')
					.select('words')
					.where('learner_id', '=', shop.learnerId)
					.execute()
			).map(({ words }) => words);
		w.clock.forward(REPORT_LASTS - DAY);
		await erase();
		expect(await kept()).toHaveLength(2);
		w.clock.forward(2 * DAY);
		await erase();
		expect(await kept()).toEqual(['open']);
	});

	test('answers of a shop that was never opened go together, some time after the last of them', async () => {
		const her = await learnerWithBadge(w);
		await putAnswer(w.db, her, 'phone', { phone: '+923001234567' } as never, w.clock());
		w.clock.forward(ANSWERS_LAST - DAY);
		await putAnswer(w.db, her, 'city', { city: 'ملتان' } as never, w.clock());
		w.clock.forward(2 * DAY);
		await erase();
		expect(Object.keys(await readAnswers(w.db, her)).sort()).toEqual(['city', 'phone']);
		w.clock.forward(ANSWERS_LAST);
		await erase();
		expect(await readAnswers(w.db, her)).toEqual({});
	});
});
