/** What a machine watches, in Prometheus' text format. A label has few values: ids of routes, never addresses. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { SECOND } from '../platform/clock.ts';
import type { OpenDatabase } from '../platform/db.server.ts';
import type { EventOutcome, Outcome, RejectReason } from '../sync/index.ts';
import { stateRegistry } from './state-metrics.server.ts';
import type { OutcomeCount, State } from './state.ts';

export interface AnsweredRequest {
	/** Kit's route, with the names of its parameters; null: none of ours. */
	route: string | null;
	method: string;
	status: number;
	/** Until the answer began, ms. */
	took: number;
}

export interface Metrics {
	/** When counting began, UTC ms. */
	since: number;
	countRequest(answered: AnsweredRequest): void;
	countOutcomes(outcomes: readonly EventOutcome[]): void;
	readOutcomes(): Promise<OutcomeCount[]>;
	/** @param state nothing where it could not be read: what the process knows of itself is told all the same */
	text(state: State | undefined): Promise<string>;
	contentType: string;
}

export interface OpenMetrics {
	now: number;
	pool?: OpenDatabase['pool'];
	/** What the process says of itself (memory, event loop) is measured from now on. */
	ofProcess: boolean;
}

/** Seconds: a published page, one from the database, one that counts, and what a phone gives up on. */
const BUCKETS = [0.005, 0.025, 0.1, 0.5, 2.5, 10];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Outcomes that stand at 0 until there is one, so that a rule for an alarm finds them. */
const KINDS: readonly [Outcome, RejectReason | ''][] = [
	['accepted', ''],
	['known', ''],
	['deferred', ''],
	...(
		['malformed', 'body', 'id_reused', 'other_profile', 'other_actor', 'no_consent'] satisfies RejectReason[]
	).map((reason): [Outcome, RejectReason] => ['rejected', reason])
];

/** The registry of one installation's process; nothing is registered globally, so that a process may open several (tests). */
export function openMetrics({ now, pool, ofProcess }: OpenMetrics): Metrics {
	const registry = new Registry();
	const registers = [registry];
	if (ofProcess) collectDefaultMetrics({ register: registry });
	const requests = new Histogram({
		name: 'qadam_http_request_duration_seconds',
		help: 'Time until an answer began, by route, method and class of status.',
		labelNames: ['route', 'method', 'status'] as const,
		buckets: BUCKETS,
		registers
	});
	const outcomes = new Counter({
		name: 'qadam_sync_events_total',
		help: 'Events of learners by what became of them, and by why where they were rejected.',
		labelNames: ['outcome', 'reason'] as const,
		registers
	});
	for (const [outcome, reason] of KINDS) outcomes.inc({ outcome, reason }, 0);
	if (pool) {
		const connections = new Gauge({
			name: 'qadam_database_connections',
			help: 'Connections of this process to PostgreSQL (busy, idle), and statements that wait for one (waiting).',
			labelNames: ['state'] as const,
			registers,
			collect() {
				for (const [state, n] of Object.entries(pool())) connections.set({ state }, n);
			}
		});
	}
	return {
		since: now,
		countRequest: ({ route, method, status, took }) =>
			requests.observe(
				{
					route: route ?? 'none',
					method: METHODS.has(method) ? method : 'other',
					status: `${Math.floor(status / 100)}xx`
				},
				took / SECOND
			),
		countOutcomes(list) {
			for (const { outcome, reason } of list) outcomes.inc({ outcome, reason: reason ?? '' });
		},
		readOutcomes: async () =>
			(await outcomes.get()).values.map(({ labels, value }) => ({
				outcome: labels.outcome as Outcome,
				reason: (labels.reason ?? '') as RejectReason | '',
				events: value
			})),
		text: async (state) => `${await registry.metrics()}\n${await stateRegistry(state).metrics()}`,
		contentType: registry.contentType
	};
}
