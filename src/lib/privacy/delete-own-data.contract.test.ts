import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { anyRow } from '../../../tests/support/any-row.ts';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { joinLearner } from '../accounts/join.server.ts';
import { readSession, startLearnerSession } from '../accounts/session.server.ts';
import { joining, testJar, testServices, value } from '../accounts/test-kit.server.ts';
import { MINUTE } from '../platform/clock.ts';
import { isErased } from '../platform/deletion-list.server.ts';
import { learnerTables } from '../platform/tables.ts';
import { askToDelete, deleteOwnData } from './index.server.ts';

const form = (secret: readonly string[]) => {
	const sent = new FormData();
	secret.forEach((picture, i) => sent.set(`picture_${i + 1}`, picture));
	return sent;
};
const RIGHT = ['moon', 'kite', 'fish', 'moon'];
const WRONG = ['kite', 'moon', 'fish', 'moon'];

describeEachDatabase('deleting what is kept of her', (get) => {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-delete-'));
	afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

	const start = async (seed: string) => {
		const made = testServices(get(), seed);
		const s = Object.assign(made, { env: { ...made.env, dataDir } });
		const { learnerId } = value(await joinLearner(s, joining(s)));
		const [here, elsewhere] = [testJar(), testJar()];
		for (const jar of [here, elsewhere]) await startLearnerSession(s, jar, learnerId);
		const ask = (secret = RIGHT) => askToDelete(s, here, learnerId, form(secret));
		const last = (ticket: string, who: string | null = learnerId) => deleteOwnData(s, here, who, ticket);
		const order = (state: string, n: number) =>
			get()
				.db.insertInto('shop_order')
				.values({
					...anyRow('shop_order', learnerId),
					order_id: `order-${n}`,
					idempotency_key: `key-${n}`,
					state
				} as never)
				.execute();
		const rows = async () => {
			const found = [];
			for (const table of learnerTables) {
				const query = get()
					.allLearners.selectFrom(table as 'event')
					.select('learner_id');
				if (await query.where('learner_id', '=', learnerId).executeTakeFirst()) found.push(table);
			}
			return found;
		};
		return { s, learnerId, here, elsewhere, ask, last, order, rows };
	};

	test('K5, K3 her secret, then her last word: all goes, and her work is open on no phone', async () => {
		const { s, learnerId, here, elsewhere, ask, last, rows } = await start('a');
		const ticket = value(await ask());
		expect(await rows()).toContain('learner');
		expect(await last(ticket)).toEqual({ ok: true, value: null });
		expect(await rows()).toEqual([]);
		expect(isErased(dataDir, learnerId)).toBe(true);
		for (const jar of [here, elsewhere]) expect((await readSession(s, jar)).learner).toBeNull();
	});

	test('K5 the second of two taps, whose session the first has ended, hears that it is done', async () => {
		const { ask, last } = await start('b');
		const ticket = value(await ask());
		const both = await Promise.all([last(ticket), last(ticket)]);
		expect(both.map(({ ok }) => ok)).toEqual([true, true]);
		expect(await last(ticket, null)).toEqual({ ok: true, value: null });
	});

	test('K3 a wrong secret deletes nothing, and the next try waits longer each time', async () => {
		const { ask, rows } = await start('c');
		const tags = [];
		for (let tries = 0; tries < 7; tries++) {
			const asked = await ask(WRONG);
			tags.push(asked.ok ? 'ok' : asked.refusal.tag);
		}
		expect([tags[0], tags.at(-1)]).toEqual(['wrong_secret', 'wait']);
		const none = await ask([]);
		expect(none.ok ? 'ok' : none.refusal.tag).toBe('secret_missing');
		expect(await rows()).toContain('learner');
	});

	test('K5 what is late, made up, of other letters or for another is no last word', async () => {
		const { s, ask, last, rows } = await start('d');
		const other = await start('e');
		const ticket = value(await ask());
		const [whose, until, proof] = ticket.split('.') as [string, string, string];
		const late = { ok: false, refusal: { tag: 'late' } };
		for (const made of [
			'',
			'..',
			`${whose}.${Number(until) + MINUTE}.${proof}`,
			`${other.learnerId}.${until}.${proof}`,
			`${whose}.${until}.${'ق'.repeat(proof.length)}`
		])
			expect([made, await last(made)]).toEqual([made, late]);
		expect(await other.last(ticket, other.learnerId)).toEqual(late);
		expect(await last(ticket, null)).toEqual(late);
		s.pass(11 * MINUTE);
		expect(await last(ticket)).toEqual(late);
		expect(await rows()).toContain('learner');
		expect(await other.rows()).toContain('learner');
	});

	test('M5 orders that she has said yes to come to their end first; what strangers ordered keeps nothing back', async () => {
		const { ask, last, order, rows } = await start('f');
		await order('new', 1);
		const ticket = value(await ask());
		await order('confirmed', 2);
		await order('sent', 3);
		const waits = { ok: false, refusal: { tag: 'promised', count: 2 } };
		expect(await last(ticket)).toEqual(waits);
		expect(await ask()).toEqual(waits);
		expect(await rows()).toContain('learner');
		await get()
			.db.updateTable('shop_order')
			.set({ state: 'delivered' })
			.where('learner_id', '=', ticket.split('.')[0]!)
			.execute();
		expect((await last(ticket)).ok).toBe(true);
		expect(await rows()).toEqual([]);
	});
});
