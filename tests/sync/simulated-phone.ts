import { memoryStore } from '../../src/lib/offline/memory-store.ts';
import type { Access, EventRow, PhoneStore, Profile, Work } from '../../src/lib/offline/store.ts';
import type { StepName } from './history.ts';
import type { LearnerId } from './simulated-server.ts';
import type { World } from './world.ts';

/** The tab or worker died inside a transaction: nothing of it is kept. */
class Torn extends Error {}

export interface Tab {
	where: string;
	/** Whose page it shows since it loaded: '' for nobody. Nothing while it is closed. */
	page?: string;
}

/** One phone: real rows in a memory store, two tabs and a worker on it, cookies, and a clock that is wrong. */
export class SimulatedPhone {
	name: string;
	world: World;
	store!: PhoneStore;
	/** The same without gates, for those who check. */
	bare!: PhoneStore;
	tabs: Tab[] = [{ where: 'tab 1' }, { where: 'tab 2' }];
	online = true;
	/** Its clock minus the true time, ms. */
	off: number;
	/** On an insecure origin: it cannot seal, and sends in the clear as older apps did. */
	plain: boolean;
	/** Its app is newer than the server. */
	newer: boolean;
	#cookies = new Map<string, string>();
	/** Ids that some answer named since the storage is new: only these may leave the queue (S6). */
	named = new Set<string>();
	/** Profiles that have joined, here. */
	joined = new Set<string>();
	/** What its people do next, before anything that the dice say. */
	next: StepName[] = [];
	/** Who opened her work here last. */
	learner?: LearnerId;

	constructor(world: World, name: string, is: { off: number; plain: boolean; newer: boolean }) {
		this.world = world;
		this.name = name;
		({ off: this.off, plain: this.plain, newer: this.newer } = is);
		this.wipe();
	}

	clock = (): number => this.world.now + this.off;
	cookies = (): string => [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');

	setCookie(text: string): void {
		const [, name, value] = /^([^=]+)=([^;]*)/.exec(text)!;
		if (/max-age=0/.test(text)) this.#cookies.delete(name!);
		else this.#cookies.set(name!, value!);
	}

	forgetCookies = (): void => this.#cookies.clear();

	/** New, empty storage. */
	wipe(): void {
		this.bare = memoryStore();
		this.named = new Set();
		this.joined = new Set();
		for (const tab of this.tabs) delete tab.page;
		this.store = this.#gated(this.bare);
	}

	#gated(bare: PhoneStore): PhoneStore {
		const { turns, dice } = this.world;
		return {
			read: async (work) => {
				await turns.gate('reads');
				return bare.read(work);
			},
			write: async <T>(work: Work<T>) => {
				await turns.gate('writes');
				const task = turns.current!;
				const dies = !this.world.calm && dice.chance(0.01) ? dice.int(5) : Infinity;
				const changes: Changes = { events: [], joined: [] };
				const result = await bare
					.write((t) => work(watched(t, changes, dies)))
					.catch((error: unknown) => {
						if (!(error instanceof Torn)) throw error;
						this.world.count('fault: ends inside a transaction');
						this.world.say(() => `  ${this.name} ${task.where} ends inside a transaction`);
						this.world.close(this, task.where);
						// Nobody hears of it: the tab is gone.
						return turns.gate('is gone') as Promise<T>;
					});
				for (const id of changes.joined) this.joined.add(id);
				for (const change of changes.events) this.world.changed(this, ...change);
				await turns.gate('has written');
				return result;
			}
		};
	}
}

interface Changes {
	/** Each row before and after. */
	events: [EventRow | undefined, EventRow | undefined][];
	joined: string[];
}

/** Notes what becomes of events, and tears the transaction at its n-th step. */
function watched(t: Access, changes: Changes, dies: number): Access {
	let left = dies;
	const step = () => {
		if (left-- <= 0) throw new Torn();
	};
	const stepping = <A extends unknown[], R>(run: (...args: A) => Promise<R>) => {
		return async (...args: A): Promise<R> => {
			step();
			return run(...args);
		};
	};
	const before = (id: string) => t.get<EventRow>('events', id);
	return {
		get: stepping(t.get) as Access['get'],
		all: stepping(t.all) as Access['all'],
		log: stepping(t.log),
		queue: stepping(t.queue),
		put: stepping(async (table, row) => {
			if (table === 'events') changes.events.push([await before((row as EventRow).id), row as EventRow]);
			if (table === 'profiles' && (row as Profile).learnerId) changes.joined.push((row as Profile).id);
			return t.put(table, row);
		}),
		drop: stepping(async (table, id) => {
			if (table === 'events') changes.events.push([await before(id), undefined]);
			return t.drop(table, id);
		})
	};
}
