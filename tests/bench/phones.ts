/** Joined learners with one phone each, and what their phones send: for the benches of sync and of load. */
import { createCipheriv, randomBytes } from 'node:crypto';
import type { Agent } from 'node:http';
import type { Tx } from '../../src/lib/platform/db.server.ts';
import { hex, systemRandom, uuidv7 } from '../../src/lib/platform/ids.ts';
import type { ProgressEvent } from '../../src/lib/progress/index.ts';
import type { Services } from '../../src/lib/services.server.ts';
import { courseA } from '../support/course-a.ts';
import { send } from '../support/raw.ts';

export interface Phone {
	token: string;
	/** Of her tile, which is open: with it each answer tells her news. */
	reader: string;
	profile: string;
	device: string;
	/** What her events are sealed with. */
	key: Uint8Array;
	seq: number;
}

const course = courseA();

/**
 * Writes them as rows: how they join is not what is measured.
 * @param also what else is written of the nth of them, in the same transaction
 */
export async function makePhones(
	{ allLearners: db, secrets, random }: Pick<Services, 'allLearners' | 'secrets' | 'random'>,
	count: number,
	also: (tx: Tx, learnerId: string, n: number) => Promise<void> = async () => {}
): Promise<Phone[]> {
	const now = Date.now();
	const id = () => uuidv7(now, random);
	return db.transaction().execute(async (tx) => {
		const phones: Phone[] = [];
		for (let n = 0; n < count; n++) {
			const learner = id();
			const phone = { token: id(), reader: hex(random(32)), profile: id(), device: id(), seq: 0 };
			const person = { learner_id: learner, kind: 'joined' as const, display_name: 'Bench', locale: 'ur' };
			await tx
				.insertInto('learner')
				.values({ ...person, tile_seed: 1, created_at: now, joined_at: now })
				.execute();
			await tx
				.insertInto('consent')
				.values({ learner_id: learner, purpose: 'learning', at: now, given: 1, text_version: 'bench' })
				.execute();
			await tx
				.insertInto('profile_claim')
				.values({ profile_id: phone.profile, learner_id: learner, claimed_at: now })
				.execute();
			await tx
				.insertInto('upload_token')
				.values({
					token_hash: secrets.lookup('upload', phone.token),
					learner_id: learner,
					profile_id: phone.profile,
					created_at: now
				})
				.execute();
			await tx
				.insertInto('reader_token')
				.values({
					token_hash: secrets.lookup('reader', phone.reader),
					learner_id: learner,
					created_at: now
				})
				.execute();
			await also(tx, learner, n);
			phones.push({ ...phone, key: secrets.phoneKey(learner) });
		}
		return phones;
	});
}

/** What a learner does, in the mix of a lesson: cards, answers, a finished lesson. */
export function nextEvents(phone: Phone, count: number): ProgressEvent[] {
	const { profile, device } = phone;
	return Array.from({ length: count }, () => {
		const seq = ++phone.seq;
		const lesson = course.lessons[seq % course.lessons.length]!.id;
		const at = { course: course.id, version: course.version, lang: 'ur', lesson };
		const [kind, body] =
			seq % 20 === 0
				? ['lesson.finished', at]
				: seq % 2
					? ['lesson.card', { ...at, card: `${lesson}-0${seq % 9}` }]
					: [
							'question.answered',
							{ ...at, item: `${lesson}-q${seq % 5}`, choice: 'a', right: seq % 4 === 0 }
						];
		const id = uuidv7(Date.now(), systemRandom);
		return { id, profile, actor: 'self', device, seq, kind, v: 1, at: Date.now(), body } as ProgressEvent;
	});
}

/** An event as it lies on a phone that can seal, and as it travels (K8). */
export function sealed({ key }: Phone, { id, profile, device, seq, ...done }: ProgressEvent): object {
	const nonce = randomBytes(12);
	const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(id));
	const body = Buffer.concat([cipher.update(JSON.stringify(done)), cipher.final()]);
	const box = Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64');
	return { id, profile, device, seq, box };
}

/** Sends a batch whose body is made already. Throws unless all of it was accepted. */
export async function sendBatch(
	origin: string,
	{ token }: Phone,
	batch: { body: string; count: number },
	agent?: Agent
): Promise<void> {
	const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
	const { status, text } = await send(
		origin,
		{ method: 'POST', path: '/api/sync', headers, body: batch.body },
		agent
	);
	const accepted = text.match(/"outcome":"accepted"/g)?.length;
	if (status !== 200 || accepted !== batch.count)
		throw new Error(`${status}, ${accepted} accepted: ${text.slice(0, 300)}`);
}
