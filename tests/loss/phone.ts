/** A phone as the server sees it: it keeps all it recorded, sends what is not acknowledged, and tries again. */
import { canonicalJson } from '../../src/lib/platform/hash.ts';
import { uuidv7, type Random } from '../../src/lib/platform/ids.ts';
import type { Course } from '../../src/lib/catalog/index.ts';
import { MAX_BYTES, type SyncAnswer } from '../../src/lib/sync/index.ts';

export interface Recorded {
	id: string;
	profile: string;
	actor: 'self';
	device: string;
	seq: number;
	kind: string;
	v: 1;
	at: number;
	body: Record<string, unknown>;
}

/** mulberry32. @returns 0 ≤ x < 1 */
export function seeded(seed: number): () => number {
	let a = seed | 0;
	return () => {
		a = (a + 0x6d2b79f5) | 0;
		let t = Math.imul(a ^ (a >>> 15), 1 | a);
		t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
		return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
	};
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** What all phones have met, for the table. */
export interface Tally {
	acknowledged: number;
	answers: number;
	/** Answers that never came: the server was killed, or the phone lost its signal. */
	lost: number;
	/** Ids acknowledged a second time, after an answer that was lost. */
	known: number;
	/** Answers that refused, by status. */
	refused: Map<number, number>;
}
/** How many answers were refusals. */
export const refusals = ({ refused }: Tally): number => [...refused.values()].reduce((sum, n) => sum + n, 0);

export const newTally = (): Tally => ({ acknowledged: 0, answers: 0, lost: 0, known: 0, refused: new Map() });

export interface Learner {
	learnerId: string;
	profile: string;
	token: string;
}

/** Of a batch what goes into one request (S2), at least one. */
function fitting(events: Recorded[]): Recorded[] {
	let bytes = 1000;
	const over = events.findIndex(
		(event) => (bytes += Buffer.byteLength(JSON.stringify(event)) + 1) > MAX_BYTES
	);
	return over < 0 ? events : events.slice(0, Math.max(1, over));
}

export class Phone implements Learner {
	readonly learnerId: string;
	readonly profile: string;
	readonly token: string;
	readonly device: string;
	readonly log: Recorded[] = [];
	/** Ids that an answer named as held. */
	readonly safe = new Set<string>();
	/** The most that an answer claimed to hold. */
	claimed = { heldTo: 0, beyond: [] as number[], pos: 0 };
	epoch = '';
	/** What went wrong in a way that no phone may meet. */
	readonly faults: string[] = [];
	/** Length of a draft's text: long ones fill a disk sooner. */
	wordy = false;
	/** Waits for every answer, so that each one that does not come is the server's. */
	patient = false;
	readonly #random: () => number;
	readonly #course: Course;
	readonly #tally: Tally;

	constructor(learner: Learner, course: Course, seed: number, tally: Tally) {
		this.learnerId = learner.learnerId;
		this.profile = learner.profile;
		this.token = learner.token;
		this.#random = seeded(seed);
		this.#course = course;
		this.#tally = tally;
		this.device = Buffer.from(this.#bytes(16)).toString('hex');
	}

	#bytes: Random = (n) => Uint8Array.from({ length: n }, () => Math.floor(this.#random() * 256));
	#below = (n: number) => Math.floor(this.#random() * n);

	record(): void {
		const at = Date.now();
		const { kind, body } = this.#something();
		this.log.push({
			id: uuidv7(at, this.#bytes),
			...{ profile: this.profile, actor: 'self', device: this.device, seq: this.log.length + 1 },
			...{ kind, v: 1, at, body }
		} as Recorded);
	}

	/** Mostly lessons; once her listing and price, and then the final check, which earns a badge (M2). */
	#something(): { kind: string; body: Record<string, unknown> } {
		const course = this.#course;
		const lesson = course.lessons[this.#below(course.lessons.length)]!.id;
		const of = { course: course.id, version: course.version };
		const inLesson = { ...of, lang: 'ur', lesson };
		const parts = ['what', 'made_of', 'size', 'colour', 'time', 'price', 'delivery', 'returns'];
		const listing = Object.fromEntries(parts.map((part) => [part, `${part} 40`]));
		const price = { goods: 500, hours: 2, hour_rate: 100, packing: 50, courier: 200, tax_percent: 0 };
		switch (this.log.length) {
			case 3:
				return { kind: 'draft.saved', body: { part: 'listing', value: listing } };
			case 5:
				return {
					kind: 'draft.saved',
					body: { part: 'price', value: { ...price, returns_of_ten: 1, return_cost: 200, price: 1500 } }
				};
			case 8: {
				const answers = Object.fromEntries(course.check.items.map((item) => [item.id, item.key[0]!]));
				return { kind: 'check.submitted', body: { ...of, number: 1, answers } };
			}
		}
		const n = this.#below(40);
		if (this.wordy || n < 4) {
			const words = 'ہاتھ کی کڑھائی '.repeat(this.wordy ? 26 : 2);
			const value = Object.fromEntries(
				Array.from({ length: this.wordy ? 9 : 2 }, (_, i) => [`f${i}`, words])
			);
			return { kind: 'draft.saved', body: { part: 'policy', value } };
		}
		if (n < 20)
			return {
				kind: 'question.answered',
				body: { ...inLesson, item: `${lesson}-q${n}`, choice: 'abc'[n % 3]!, right: n % 2 === 0 }
			};
		if (n < 24) return { kind: 'lesson.finished', body: inLesson };
		return { kind: 'lesson.card', body: { ...inLesson, card: `${lesson}-${n}` } };
	}

	/** Sends until told to stop: new work, what waits, and now and then what is long safe. */
	async work(url: string, isOver: () => boolean): Promise<void> {
		while (!isOver()) {
			for (let n = this.#below(5); n >= 0; n--) this.record();
			if (!(await this.sendOnce(url))) await pause(5 + this.#below(20));
		}
	}

	/** Until everything is acknowledged. */
	async finish(url: string): Promise<void> {
		const until = Date.now() + 60_000;
		while (this.log.some((event) => !this.safe.has(event.id))) {
			if (Date.now() > until) throw new Error(`${this.waiting.length} events are not taken within a minute`);
			if (!(await this.sendOnce(url, 100))) await pause(50);
		}
	}

	/** S9: everything it holds, from the first event on. */
	async offerAll(url: string): Promise<void> {
		for (let from = 0; from < this.log.length;) {
			const batch = this.log.slice(from, from + 60);
			if (await this.#exchange(url, batch)) from += batch.length;
			else await pause(50);
		}
	}

	get waiting(): Recorded[] {
		return this.log.filter((event) => !this.safe.has(event.id));
	}

	sendOnce(url: string, most = 40): Promise<boolean> {
		const again = this.#random() < 0.05 && this.log.length > 10;
		const batch = fitting(again ? this.log.slice(-10) : this.waiting.slice(0, most));
		return batch.length ? this.#exchange(url, batch) : Promise.resolve(true);
	}

	async #exchange(url: string, events: Recorded[]): Promise<boolean> {
		// Now and then the signal goes in the middle.
		const patience = this.#random() < 0.03 && !this.patient ? 1 + this.#below(15) : 10_000;
		let answer: SyncAnswer;
		try {
			const response = await fetch(`${url}/api/sync`, {
				method: 'POST',
				headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' },
				body: JSON.stringify({ device: this.device, sentAt: Date.now(), events }),
				signal: AbortSignal.timeout(patience)
			});
			if (response.status !== 200) {
				const { status } = response;
				this.#tally.refused.set(status, (this.#tally.refused.get(status) ?? 0) + 1);
				await response.body?.cancel();
				// A phone keeps and retries after these; after a 4xx it might believe that the batch is at fault.
				if (status < 500) this.faults.push(`answered ${status}`);
				return false;
			}
			answer = (await response.json()) as SyncAnswer;
		} catch {
			this.#tally.lost++;
			return false;
		}
		this.#tally.answers++;
		this.#hear(answer, events);
		return true;
	}

	#hear({ outcomes, receipts, cursor }: SyncAnswer, events: Recorded[]): void {
		const sent = new Set(events.map((event) => event.id));
		for (const { id, outcome, reason } of outcomes) {
			if (!sent.has(id)) this.faults.push(`an outcome for ${id}, which was not sent`);
			else if (outcome !== 'accepted' && outcome !== 'known') this.faults.push(`${outcome}: ${reason}`);
			else if (!this.safe.has(id)) {
				this.safe.add(id);
				this.#tally.acknowledged++;
				if (outcome === 'known') this.#tally.known++;
			}
		}
		if (this.epoch && cursor.epoch !== this.epoch) this.claimed = { heldTo: 0, beyond: [], pos: 0 };
		this.epoch = cursor.epoch;
		this.claimed.pos = Math.max(this.claimed.pos, cursor.pos);
		for (const receipt of receipts)
			if (receipt.device === this.device && receipt.heldTo >= this.claimed.heldTo)
				this.claimed = { ...this.claimed, heldTo: receipt.heldTo, beyond: receipt.exceptions };
	}
}

export const bodyOf = (event: Pick<Recorded, 'kind' | 'body'>): string =>
	canonicalJson([event.kind, event.body]);
