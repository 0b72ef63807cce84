import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../platform/clock.ts';
import { judgeState, TOPICS, troubledJobs, type Topic } from './judge-state.ts';
import { wellState } from './testing.ts';
import type { State } from './state.ts';

const { at } = wellState();
const job = (over: Partial<State['jobs'][number]>): State['jobs'] => [
	{ name: 'a', doneAt: at - DAY, runAt: at, leasedUntil: 0, error: null, ...over }
];
const queue = (over: Partial<State['queues'][number]>): State['queues'] => [
	{ queue: 'webhooks', waiting: 0, parked: 0, waitsSince: null, ...over }
];
const database = (pending: string[], unknown: string[]): State['database'] => ({
	engine: 'postgres',
	bytes: 1,
	migrations: { pending, unknown }
});
const rejected = (events: number, of: number): State['outcomes'] => [
	{ outcome: 'accepted', reason: '', events: of - events },
	{ outcome: 'rejected', reason: 'malformed', events }
];

test('a system that is well: nothing to look at, everything named once', () => {
	expect(judgeState(wellState())).toEqual({ look: [], well: [...TOPICS] });
});

describe('what a person should look at, and what not yet', () => {
	test.each<[Topic, Partial<State>, Partial<State>]>([
		['disk', { disk: { free: 0.9e9, size: 4e9 } }, { disk: { free: 1.1e9, size: 4e9 } }],
		['disk', { disk: { free: 4e9, size: 100e9 } }, { disk: { free: 6e9, size: 100e9 } }],
		['migrations', { database: database(['017-x'], []) }, { database: database([], []) }],
		['migrations', { database: database([], ['099-newer']) }, { disk: null }],
		['courses', { courses: { count: 2, unpublished: ['a'] } }, { courses: { count: 1, unpublished: [] } }],
		['courses', { courses: { count: 0, unpublished: [] } }, {}],
		['jobs', { jobs: job({ error: 'TypeError' }) }, { jobs: job({ error: null }) }],
		['jobs', { jobs: job({ runAt: at - 11 * MINUTE }) }, { jobs: job({ runAt: at - 9 * MINUTE }) }],
		[
			'jobs',
			{ jobs: job({ runAt: at - DAY, leasedUntil: at - 11 * MINUTE }) },
			{ jobs: job({ runAt: at - DAY, leasedUntil: at + 1 }) }
		],
		['backup', { backupAt: null }, { backupAt: at - DAY }],
		['backup', { backupAt: at - 2 * DAY - 1 }, { backupAt: at - 2 * DAY }],
		['parked', { queues: queue({ parked: 1 }) }, { queues: queue({ waiting: 3, waitsSince: at }) }],
		[
			'queues',
			{ queues: queue({ waiting: 1, waitsSince: at - HOUR - 1 }) },
			{ queues: queue({ waiting: 1, waitsSince: at - HOUR }) }
		],
		[
			'fold',
			{ fold: { waiting: 1, oldest: 10 * MINUTE + 1 } },
			{ fold: { waiting: 900, oldest: 10 * MINUTE } }
		],
		[
			'seal',
			{ unsealed: { acts: 1, since: at - 21 * MINUTE } },
			{ unsealed: { acts: 50, since: at - 6 * MINUTE } }
		],
		['sync', { outcomes: rejected(20, 1000) }, { outcomes: rejected(19, 19) }],
		['sync', { outcomes: rejected(200, 1000) }, { outcomes: rejected(20, 3000) }],
		['values', { valuesDue: 1 }, { valuesDue: 0 }]
	])('%s', (topic, bad, good) => {
		expect(judgeState(wellState(bad)).look).toEqual([topic]);
		expect(judgeState(wellState(good)).look).toEqual([]);
	});
});

test('the most urgent comes first, whatever is wrong besides', () => {
	const { look } = judgeState(
		wellState({ valuesDue: 9, backupAt: null, disk: { free: 0, size: 1 }, jobs: job({ error: 'Error' }) })
	);
	expect(look).toEqual(['disk', 'jobs', 'backup', 'values']);
});

test('work that failed and work that nobody does are named', () => {
	const jobs = [
		...job({ name: 'failed', error: 'TypeError' }),
		...job({ name: 'late', runAt: at - HOUR }),
		...job({ name: 'fresh', doneAt: null, runAt: at })
	];
	expect(troubledJobs({ jobs, at }).map(({ name }) => name)).toEqual(['failed', 'late']);
});
