import { expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { noNews, type StaffAct } from '../progress/index.ts';
import type { Projector } from '../progress/index.server.ts';
import type { Services } from '../services.server.ts';
import { readLog } from './log.repository.server.ts';
import { recordStaffEvents } from './record-staff.server.ts';
import { syncPhone } from './sync-phone.server.ts';

const NOW = 1_795_000_000_000;
const TRAINER = '01900000-0000-7000-8000-00000000000a';
const granted: StaffAct = { kind: 'try.granted', body: { course: 'c1' }, act: ['c1', 3] };

describeEachDatabase('acts of staff in a log', (get) => {
	const services = (keeps = true, seen: string[] = []) => {
		const projector: Projector = {
			name: 'seen',
			kinds: ['try.granted'],
			apply: async (_, events) => void seen.push(...events.map((e) => `${e.actor} ${e.kind}`)),
			reset: async () => {}
		};
		return {
			db: get().db,
			clock: () => NOW,
			projectors: [projector],
			mayKeepWork: async () => keeps,
			readNews: async () => noNews,
			secrets: { phoneKey: () => new Uint8Array(32) },
			epoch: 'epoch-1'
		} as unknown as Services;
	};
	const logOf = (learnerId: string) => Array.fromAsync(readLog(get().db, learnerId));

	test('an act stands in her log with who did it, and reaches the projections', async () => {
		const seen: string[] = [];
		const [outcome] = await recordStaffEvents(services(true, seen), TRAINER, 'l1', [granted]);
		expect(outcome!.outcome).toBe('accepted');
		expect(seen).toEqual([`${TRAINER} try.granted`]);
		const [event] = await logOf('l1');
		expect(event).toMatchObject({ actor: TRAINER, seq: 0, kind: 'try.granted', body: { course: 'c1' } });
	});

	test('S5 sent twice it is one event; another trainer’s is another', async () => {
		await recordStaffEvents(services(), TRAINER, 'l2', [granted]);
		const [again] = await recordStaffEvents(services(), TRAINER, 'l2', [granted]);
		expect(again!.outcome).toBe('known');
		await recordStaffEvents(services(), `${TRAINER.slice(0, -1)}b`, 'l2', [granted]);
		expect(await logOf('l2')).toHaveLength(2);
	});

	test('K6 what goes with an act is written once with it, or neither is kept', async () => {
		const written: string[] = [];
		const also = async (_: unknown, events: readonly { kind: string }[]) =>
			void written.push(...events.map(({ kind }) => kind));
		for (let taps = 0; taps < 2; taps++)
			await recordStaffEvents(services(), TRAINER, 'l5', [granted], { also });
		expect(written).toEqual(['try.granted']);
		const fails = () => Promise.reject(new Error('no room'));
		await expect(recordStaffEvents(services(), TRAINER, 'l6', [granted], { also: fails })).rejects.toThrow();
		expect(await logOf('l6')).toEqual([]);
	});

	test('K5 of who took back the permission nothing is kept', async () => {
		const [outcome] = await recordStaffEvents(services(false), TRAINER, 'l3', [granted]);
		expect(outcome).toMatchObject({ outcome: 'rejected', reason: 'no_consent' });
		expect(await logOf('l3')).toEqual([]);
	});

	test.each(['self', TRAINER])('A3 a phone cannot grant itself a try, as %s neither', async (actor) => {
		const learnerId = `forger-${actor}`;
		const { outcomes } = await syncPhone(services(), {
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
						actor,
						device: 'device-1',
						seq: 1,
						kind: 'try.granted',
						v: 1,
						at: NOW,
						body: { course: 'c1' }
					}
				]
			}
		});
		expect(outcomes[0]).toMatchObject({ outcome: 'rejected', reason: 'other_actor' });
		expect(await logOf(learnerId)).toEqual([]);
	});

	test('nobody makes a learner’s own act in her name', async () => {
		const forged = { kind: 'lesson.finished', body: {}, act: [1] } as unknown as StaffAct;
		const [outcome] = await recordStaffEvents(services(), TRAINER, 'l4', [forged]);
		expect(outcome).toMatchObject({ outcome: 'rejected', reason: 'other_actor' });
		const [herself] = await recordStaffEvents(services(), 'self', 'l4', [granted]);
		expect(herself).toMatchObject({ outcome: 'rejected', reason: 'other_actor' });
	});
});
