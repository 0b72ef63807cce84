/** Our side of the lane: an installation that sells in the Vendure behind the proxy, and workers that share its database. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compose, type Composed } from '../../src/lib/compose.server.ts';
import { jobsOf } from '../../src/lib/jobs.server.ts';
import { MINUTE } from '../../src/lib/platform/clock.ts';
import { readEnv } from '../../src/lib/platform/env.server.ts';
import { uuidv7 } from '../../src/lib/platform/ids.ts';
import {
	readSeller,
	resumeSeller,
	suspendSeller,
	unlockSeller,
	type SellerAccount
} from '../../src/lib/selling/index.server.ts';
import type { Services } from '../../src/lib/services.server.ts';
import { SUPERADMIN } from './engine.ts';

/** Longer than an account is held after a lost answer. */
export const LATER = 5 * MINUTE;
const BADGES = ['selling-online', 'digital-payments', 'trust'];

export interface Worker {
	services: Services;
	/** One round of the job that carries news of sellers. */
	round(): Promise<void>;
}

export interface World extends Worker {
	workers: readonly Worker[];
	forward(ms: number): void;
	/** Whoever holds all three badges, as badges would leave her. */
	seller(): Promise<SellerAccount>;
	suspend(account: SellerAccount): Promise<void>;
	resume(account: SellerAccount): Promise<void>;
	/** News for Vendure that has not arrived. */
	waiting(): Promise<number>;
	close(): Promise<void>;
}

/** @param port of the Vendure, or of what stands before it */
export async function openWorld(port: number, workers: number): Promise<World> {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-vendure-world-'));
	let at = Date.UTC(2026, 10, 27, 6);
	const clock = () => at;
	const password = encodeURIComponent(SUPERADMIN.password);
	const env = readEnv({
		DATA_DIR: dataDir,
		QADAM_DEMO: '1',
		VENDURE_URL: `http://${SUPERADMIN.user}:${password}@127.0.0.1:${port}/admin-api`
	});
	const all: Composed[] = [];
	for (let i = 0; i < workers; i++) all.push(await compose(env, { clock }));
	const open = all.map(({ services }): Worker => {
		const job = jobsOf(services).find(({ name }) => name === 'seller-news')!;
		return { services, round: async () => void (await job.run(at)) };
	});
	const first = open[0]!;
	const { db, allLearners, random } = first.services;
	return {
		...first,
		workers: open,
		forward: (ms) => void (at += ms),
		async seller() {
			const learnerId = uuidv7(at, random);
			const row = { kind: 'joined' as const, locale: 'ur', tile_seed: 7, created_at: at };
			await db
				.insertInto('learner')
				.values({ learner_id: learnerId, ...row })
				.execute();
			for (const badge of BADGES)
				await db
					.insertInto('award')
					.values({
						learner_id: learnerId,
						badge,
						award_id: `award-${badge}-${learnerId}`,
						course: badge,
						criterion_version: '1',
						criterion: '{}',
						evidence: '[]',
						open_bank: 1,
						awarded_at: at,
						state: 'active'
					})
					.execute();
			const award = { badge: 'trust', awardId: `award-trust-${learnerId}` };
			await db.transaction().execute((tx) => unlockSeller(tx, learnerId, award, { clock }));
			const { seller_id } = (await readSeller(db, learnerId))!;
			return { learnerId, sellerId: seller_id, tier: 'ready' };
		},
		async suspend({ learnerId }) {
			at += MINUTE;
			await db.transaction().execute((tx) => suspendSeller(tx, learnerId, 'operator', { clock }));
		},
		async resume({ learnerId }) {
			at += MINUTE;
			await db.transaction().execute((tx) => resumeSeller(tx, learnerId, 'operator', { clock }));
		},
		async waiting() {
			const rows = await allLearners
				.selectFrom('outbox')
				.select('outbox_id')
				.where('target', '=', 'vendure')
				.where('done_at', 'is', null)
				.execute();
			return rows.length;
		},
		async close() {
			for (const one of all) await one.close();
			rmSync(dataDir, { recursive: true, force: true });
		}
	};
}
