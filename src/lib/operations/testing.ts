import type { State } from './state.ts';

const NOW = 1_795_000_000_000;

/** A system that is well, for tests. */
export const wellState = (over: Partial<State> = {}): State => ({
	at: NOW,
	since: NOW - 3_600_000,
	outcomes: [{ outcome: 'accepted', reason: '', events: 12 }],
	queues: [{ queue: 'connectors', waiting: 0, parked: 0, waitsSince: null }],
	jobs: [{ name: 'seller-news', doneAt: NOW - 20_000, runAt: NOW + 40_000, leasedUntil: 0, error: null }],
	fold: { waiting: 0, oldest: null },
	unsealed: { acts: 0, since: null },
	valuesDue: 0,
	backupAt: NOW - 7_200_000,
	database: { engine: 'sqlite', bytes: 5_000_000, migrations: { pending: [], unknown: [] } },
	disk: { free: 20e9, size: 40e9 },
	courses: { count: 2, unpublished: [] },
	build: 'b1',
	...over
});
