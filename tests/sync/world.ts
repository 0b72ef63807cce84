import type { EventRow } from '../../src/lib/offline/store.ts';
import { Ledger } from './ledger.ts';
import { Dice } from './seeded.ts';
import { SimulatedNetwork, toldBy, type Letter } from './simulated-network.ts';
import { SimulatedPhone } from './simulated-phone.ts';
import { LEARNERS, SimulatedServer, type Answered, type LearnerId } from './simulated-server.ts';
import { Turns, type Task } from './turns.ts';

/** A promise that was not kept: the rule, and what was seen. */
export class Broken extends Error {}

/** One history's phones, network, server and truth. */
export class World {
	/** True time. */
	now = 1_795_000_000_000;
	dice: Dice;
	turns = new Turns();
	ledger = new Ledger();
	server: SimulatedServer;
	network = new SimulatedNetwork(this);
	phones: SimulatedPhone[];
	/** Who joins in this history. */
	learners: readonly LearnerId[];
	/** Everything works from now on. */
	calm = false;
	/** Accepted, and the phone was not told. */
	unheard = new Set<string>();
	counts: Record<string, number> = {};
	backup: Buffer | undefined;
	trace: string[] | undefined;
	#broken: string | undefined;
	#dropped = false;

	constructor(seed: number, trace: boolean) {
		this.dice = new Dice(seed);
		this.trace = trace ? [] : undefined;
		this.server = new SimulatedServer(this.dice, () => this.now);
		const { int, chance } = this.dice;
		this.learners = LEARNERS.slice(int(LEARNERS.length));
		this.phones = Array.from({ length: 1 + Math.min(int(3), int(3)) }, (_, i) => {
			const off = chance(0.5) ? (int(2000) - 1000) * 60_000 : int(60_000);
			return new SimulatedPhone(this, `phone ${i + 1}`, { off, plain: chance(0.12), newer: chance(0.4) });
		});
	}

	count = (what: string, n = 1): void => void (this.counts[what] = (this.counts[what] ?? 0) + n);
	say = (line: () => string): void => void this.trace?.push(line());
	/** Noted, not thrown: the code under test must not catch it. */
	breaks = (what: string): void => void (this.#broken ??= what);

	throwBroken(): void {
		if (this.#broken) throw new Broken(this.#broken);
	}

	async step(task: Task): Promise<void> {
		this.say(() => `${task.phone.name} ${task.where} ${task.name}: ${task.before}`);
		await this.turns.step(task);
		if (this.#dropped) await this.noteGone('her tile was taken off');
		this.#dropped = false;
		this.throwBroken();
	}

	/** Lets something run to its end by itself. */
	async run<T>(phone: SimulatedPhone, name: string, work: () => Promise<T>): Promise<T> {
		let result: T;
		let fault: unknown;
		const task = this.turns.spawn(
			phone,
			'check',
			name,
			async () => (result = await work()),
			(thrown) => (fault = thrown)
		);
		while (!task.over) await this.step(task);
		if (fault) throw fault;
		return result!;
	}

	close(phone: SimulatedPhone, where: string): void {
		this.turns.kill(phone, where);
		for (const tab of phone.tabs) if (tab.where === where) delete tab.page;
	}

	/** An event's row changed on a phone, in a transaction that is complete. */
	changed(phone: SimulatedPhone, before: EventRow | undefined, after: EventRow | undefined): void {
		const task = this.turns.current!;
		const row = (after ?? before)!;
		const which = `${row.profile} ${row.seq} on ${phone.name}`;
		if (!after) {
			const who = (profile: string) => this.ledger.owner(profile) ?? profile;
			if (!task.removing || who(task.removing) !== who(row.profile))
				this.breaks(`S3, S6 an event was dropped: ${which}`);
			this.#dropped = true;
		} else if (!before) {
			if (after.state !== 'here') {
				if (!phone.named.has(row.id)) this.breaks(`S10 an event came that the server did not send: ${which}`);
				this.count('outcome: fetched from the server');
			} else this.#made(phone, after, task);
		} else {
			if (before.device !== row.device || before.seq !== row.seq || before.profile !== row.profile)
				this.breaks(`P1 an event was changed: ${which}`);
			if (before.state === 'here' && after.state !== 'here' && !phone.named.has(row.id))
				this.breaks(`S6 an event left the queue and no answer had named it: ${which}`);
			if (before.state !== 'here' && after.state === 'here') this.count('outcome: offered again');
		}
	}

	#made(phone: SimulatedPhone, row: EventRow, { intent }: Task): void {
		const who = `${row.profile} ${row.seq} on ${phone.name}`;
		if (!intent) return this.breaks(`P1 an event that nobody made: ${who}`);
		const other = intent.page ? intent.page !== row.profile : phone.joined.has(row.profile);
		if (other) this.breaks(`K8 written for another tile: ${who}, from a page of "${intent.page}"`);
		for (const e of this.ledger.events.values())
			if (e.profile === row.profile && e.device === row.device && e.seq === row.seq)
				this.breaks(`S10 one number twice: ${who}`);
		this.ledger.made(phone, row, intent);
		if (intent.body['later'] !== undefined) this.count('fault: field of a newer app');
		if (phone.plain) this.count('fault: event in the clear');
	}

	/** The server answered, whoever hears it. */
	answered(letter: Letter, answer: Answered): void {
		const told = toldBy(answer);
		for (const { id, outcome, reason } of told.outcomes ?? []) {
			const made = this.ledger.events.get(id);
			this.count(`outcome: ${outcome}`);
			if (outcome === 'known' && this.unheard.delete(id)) this.count('outcome: known after a lost answer');
			if (!made) this.breaks(`S3 an answer about an event that nobody made: ${id}`);
			else if (outcome === 'rejected') {
				if (!made.bad) this.breaks(`S3 a good event was rejected (${reason}): ${made.profile} ${made.seq}`);
			} else if (outcome === 'accepted') {
				if (made.taken && made.taken.epoch < this.server.epoch)
					this.count('outcome: accepted again after a restore');
				for (const e of this.ledger.events.values())
					if (e.profile === made.profile && e.device === made.device && e.seq > made.seq && e.taken) {
						this.count('fault: events out of order');
						break;
					}
				const { from: by, off, left, body } = letter;
				const { device } = JSON.parse(body!) as { device: string };
				made.taken = { by, device, off, flight: this.now - left, epoch: this.server.epoch };
			}
		}
		for (const { device, profile, heldTo, exceptions } of told.receipts ?? []) {
			const held = new Set(this.server.numbers(device, profile));
			const claimed = [...Array.from({ length: heldTo }, (_, i) => i + 1), ...exceptions];
			const never = claimed.filter((seq) => !held.has(seq));
			if (never.length) this.breaks(`S10 a receipt claims ${never.join()} of ${profile}, which is not held`);
		}
	}

	/** What a phone has truly been told. */
	hear(phone: SimulatedPhone, answer: Answered): void {
		const { outcomes = [], events = [] } = toldBy(answer);
		for (const { id } of [...outcomes, ...events]) phone.named.add(id);
	}

	/** After something was destroyed: what nobody holds now is gone, and may be. */
	async noteGone(why: string): Promise<number> {
		const held = new Set<string>();
		for (const { bare } of this.phones)
			for (const { id } of await bare.read((t) => t.all<EventRow>('events'))) held.add(id);
		let gone = 0;
		for (const made of this.ledger.events.values())
			if (!made.gone && !held.has(made.id) && !this.server.has(made.id)) {
				made.gone = why;
				gone++;
			}
		return gone;
	}
}
