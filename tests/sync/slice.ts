import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Result } from './history.ts';

/** What came of some histories. */
export interface Slice {
	counts: Record<string, number>;
	/** The first history in which a promise was not kept. */
	broken?: Result;
	/** How many were not kept. */
	faults: number;
}

const idle: Worker[] = [];

/** Runs the histories of these seeds in a thread apart: it has a stage where the browser would be. */
export function runSlice(seeds: readonly number[]): Promise<Slice> {
	const thread = idle.pop() ?? new Worker(fileURLToPath(new URL('./thread.ts', import.meta.url)));
	return new Promise((resolve, reject) => {
		thread.once('message', (slice: Slice) => {
			thread.removeAllListeners('error');
			idle.push(thread);
			resolve(slice);
		});
		thread.once('error', reject);
		thread.postMessage(seeds);
	});
}

export const endThreads = () => Promise.all(idle.splice(0).map((thread) => thread.terminate()));

/** The whole history, and how to see it again. */
export const report = ({ seed, broken, trace = [] }: Result): string =>
	[
		`${broken}`,
		'',
		`The history of seed ${seed}:`,
		...trace,
		'',
		`${broken}`,
		`Again: npm run test:simulation -- --seed ${seed}`,
		`To keep it: add ${seed} to tests/sync/pinned.ts`
	].join('\n');
