import { uuidv7 } from '../../src/lib/platform/ids.ts';
import type { ProgressEvent } from '../../src/lib/progress/index.ts';
import type { Services } from '../../src/lib/services.server.ts';
import { readLog, syncPhone } from '../../src/lib/sync/index.server.ts';

const BEGAN = 1_795_000_000_000;

/** A phone of one learner that counts what it was told. */
export class CountingPhone {
	readonly events: ProgressEvent[] = [];
	/** Ids that the server has acknowledged, in order. */
	readonly safe: string[] = [];
	epoch = '';
	pos = 0;
	readonly learnerId: string;
	constructor(learnerId: string) {
		this.learnerId = learnerId;
	}
	record(lesson = `a${1 + (this.events.length % 5)}`): void {
		this.events.push({
			id: uuidv7(BEGAN + this.events.length),
			profile: this.learnerId,
			actor: 'self',
			device: 'device-1',
			seq: this.events.length + 1,
			kind: 'lesson.card',
			v: 1,
			at: BEGAN + this.events.length,
			body: { course: 'c1', version: 'v1', lang: 'ur', lesson, card: `${lesson}-${this.events.length}` }
		});
	}
	async send(services: Services, events = this.events.slice(this.safe.length)): Promise<void> {
		const { outcomes, cursor } = await syncPhone(services, {
			learnerId: this.learnerId,
			profiles: [this.learnerId],
			reads: false,
			envelope: { device: 'device-1', sentAt: services.clock(), events }
		});
		for (const { id, outcome, reason } of outcomes) {
			if (outcome !== 'accepted' && outcome !== 'known') throw new Error(`${outcome}: ${reason}`);
			if (!this.safe.includes(id)) this.safe.push(id);
		}
		this.epoch = cursor.epoch;
		this.pos = cursor.pos;
	}
}

/** Ids of what the server has of her, in its order. */
export const heldIds = async ({ db }: Services, learnerId: string): Promise<string[]> =>
	(await Array.fromAsync(readLog(db, learnerId))).map((event) => event.id);

/** @returns the phone of a guest who is new there */
export async function guestPhone(services: Services, learnerId: string): Promise<CountingPhone> {
	await services.db
		.insertInto('learner')
		.values({ learner_id: learnerId, kind: 'guest', locale: 'ur', tile_seed: 1, created_at: BEGAN })
		.execute();
	return new CountingPhone(learnerId);
}
