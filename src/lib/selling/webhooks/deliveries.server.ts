/** M4. What has not arrived: parked and why, or waiting and until when. An administrator tries it again. */
import { INSTALLATION, isAdministrator, writeAudit } from '../../accounts/index.server.ts';
import type { Db } from '../../platform/db.server.ts';
import { isUuid } from '../../platform/ids.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';
import type { Services } from '../../services.server.ts';
import { OWN_TARGETS } from '../connectors/carrier.ts';
import {
	countUndone,
	readBacklog,
	readParked,
	readWaiting,
	wake,
	type WaitingRow
} from './delivery.repository.server.ts';
import { readEndpoints } from './endpoint.repository.server.ts';

/** Lines on the page; the counts are whole. */
export const SHOWN_MAX = 100;

export interface Delivery {
	/** Names the row in a form: whose it is, and its id. */
	key: string;
	topic: string;
	target: string;
	createdAt: number;
	attempts: number;
	/** As the last try said: `timeout`, `status-500`, `private` …; a connector's own words. */
	reason: string | null;
	lastAt: number | null;
	nextAt: number;
	parkedAt: number | null;
}

export interface Deliveries {
	parked: Delivery[];
	waiting: Delivery[];
	targets: { target: string; name: string | null; paused: boolean; waiting: number; parked: number }[];
}

/** How many are parked, for the page that an administrator opens first. */
export const countParked = async (allLearners: Db): Promise<number> =>
	(await countUndone(allLearners)).reduce((sum, { parked }) => sum + Number(parked), 0);

/** Kinds of targets: our own connectors, a Vendure, all endpoints of marketplaces together, sellers' own notices. */
export const QUEUES = ['connectors', 'vendure', 'webhooks', 'notices'] as const;

export interface QueueState {
	queue: (typeof QUEUES)[number];
	waiting: number;
	parked: number;
	/** Of what waits the oldest was written down then, UTC ms; null: nothing waits. */
	waitsSince: number | null;
}

/** How much news waits, since when, and how much is parked: a row for each kind, with the rest that is zero. */
export async function readQueues(allLearners: Db): Promise<QueueState[]> {
	const rows = (await readBacklog(allLearners)).map(({ target, all, parked, waits_since }) => ({
		queue: QUEUES.find((one) => one === target) ?? 'webhooks',
		parked: Number(parked),
		waiting: Number(all) - Number(parked),
		since: waits_since === null ? Infinity : Number(waits_since)
	}));
	return QUEUES.map((queue) => {
		const own = rows.filter((row) => row.queue === queue);
		const since = Math.min(...own.map((row) => row.since));
		const sum = (what: 'waiting' | 'parked') => own.reduce((all, row) => all + row[what], 0);
		return {
			queue,
			waiting: sum('waiting'),
			parked: sum('parked'),
			waitsSince: Number.isFinite(since) ? since : null
		};
	});
}

type Part = Pick<Services, 'db' | 'allLearners'>;

/** M4. What has not arrived, for administrators: parked and on its way, the first of each, and the count of each target. */
export async function readDeliveries(
	services: Part,
	staffId: string
): Promise<Result<Deliveries, { tag: 'forbidden' }>> {
	const { db, allLearners } = services;
	if (!(await isAdministrator(db, staffId))) return refuse({ tag: 'forbidden' });
	const [parked, waiting, counts, endpoints] = await Promise.all([
		readParked(allLearners, SHOWN_MAX),
		readWaiting(allLearners, SHOWN_MAX),
		countUndone(allLearners),
		readEndpoints(db)
	]);
	const shown = (row: WaitingRow): Delivery => ({
		key: `${row.learner_id}/${row.outbox_id}`,
		topic: row.topic,
		target: row.target,
		createdAt: row.created_at,
		attempts: row.attempts,
		reason: row.error,
		lastAt: row.last_at,
		nextAt: row.next_at,
		parkedAt: row.parked_at
	});
	return ok({
		parked: parked.map(shown),
		waiting: waiting.map(shown),
		targets: counts.map(({ target, all, parked: still }) => {
			const endpoint = endpoints.find((one) => one.endpoint_id === target);
			return {
				target,
				name: endpoint?.name ?? null,
				paused: endpoint?.state === 'paused',
				waiting: Number(all) - Number(still),
				parked: Number(still)
			};
		})
	});
}

/**
 * Puts one row, or all of a target, first in line for the next round. What is parked has one more try and is parked again
 * when that fails, so that the answer is soon to be seen.
 */
export async function retryDeliveries(
	services: Services,
	staffId: string,
	which: { key: string } | { target: string }
): Promise<Result<{ woken: number }, { tag: 'forbidden' } | { tag: 'gone' }>> {
	if (!(await isAdministrator(services.db, staffId))) return refuse({ tag: 'forbidden' });
	const named = 'key' in which ? openKey(which.key) : isTarget(which.target) ? which : undefined;
	if (!named) return refuse({ tag: 'gone' });
	return services.allLearners.transaction().execute(async (tx) => {
		const woken = await wake(tx, services.clock(), named);
		if (!woken) return refuse({ tag: 'gone' });
		await writeAudit(tx, services, {
			organisationId: INSTALLATION,
			actor: staffId,
			act: 'delivery.retried',
			subject: 'outboxId' in named ? named.outboxId : named.target,
			detail: { woken }
		});
		return ok({ woken });
	});
}

/** What is no name of ours reaches no database. */
const isTarget = (text: string): boolean => OWN_TARGETS.includes(text) || isUuid(text);

function openKey(key: string): { learnerId: string; outboxId: string } | undefined {
	const [, learnerId, outboxId] = /^([\w-]{1,64})\/([\w-]{1,64})$/.exec(key) ?? [];
	return learnerId && outboxId ? { learnerId, outboxId } : undefined;
}
