import type { Intent } from './ledger.ts';
import type { SimulatedPhone } from './simulated-phone.ts';

/** Something that runs in a tab or in a service worker, and dies with it. */
export interface Task {
	name: string;
	phone: SimulatedPhone;
	/** `tab 1`, `worker` … of the phone. */
	where: string;
	/** What it stands before. */
	before: string;
	/** The tap it carries out. */
	intent?: Intent;
	/** The tile that its person takes off, with all it holds (S8). */
	removing?: string;
	resume?: () => void;
	over: boolean;
}

/**
 * One task runs at a time, from one gate to the next: before and after each transaction, before a request leaves and
 * before its answer comes. Whoever steps decides which task goes on, so that a seed decides all interleaving; between two
 * gates nothing is decided, however long sealing takes on its threads.
 */
export class Turns {
	current: Task | undefined;
	tasks: Task[] = [];
	#pause = () => {};

	/** A new task, standing before its beginning. `end` gets what it threw. */
	spawn(
		phone: SimulatedPhone,
		where: string,
		name: string,
		work: () => Promise<unknown>,
		end: (fault?: unknown) => void = () => {}
	): Task {
		const task: Task = { name, phone, where, before: 'start', over: false };
		const stop = (fault?: unknown) => {
			if (!task.over) end(fault);
			task.over = true;
			this.#remove(task);
			this.#pause();
		};
		task.resume = () => void work().then(() => stop(), stop);
		this.tasks.push(task);
		return task;
	}

	/** Called by the running task: it stands here until it is stepped on, or for ever when its tab is killed. */
	gate(before: string): Promise<void> {
		const task = this.current!;
		task.before = before;
		return new Promise((resolve) => {
			task.resume = resolve;
			this.#pause();
		});
	}

	/** Lets a task run to its next gate or to its end. */
	async step(task: Task): Promise<void> {
		const paused = new Promise<void>((resolve) => (this.#pause = resolve));
		this.current = task;
		task.resume!();
		await paused;
		this.current = undefined;
	}

	/** A tab is closed, or the system ends it: what runs there goes no step further, and hears nothing of it. */
	kill(phone: SimulatedPhone, where: string): Task[] {
		const dead = this.tasks.filter((task) => task.phone === phone && task.where === where);
		for (const task of dead) {
			task.over = true;
			this.#remove(task);
		}
		return dead;
	}

	#remove(task: Task): void {
		this.tasks = this.tasks.filter((other) => other !== task);
	}
}
