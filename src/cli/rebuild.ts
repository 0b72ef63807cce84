/**
 * `npm run rebuild`: makes every projection anew from the log, while the server may be running, and says how many rows
 * changed: none, unless events of a newer app could be counted (P3).
 */
import { compose } from '#lib/compose.server.ts';
import { sha256HexSync } from '#lib/platform/hash.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import type { Db } from '#lib/platform/db.server.ts';
import { rebuild } from '#lib/sync/index.server.ts';

/** Tables that projectors write. */
const PROJECTIONS = [
	'lesson_progress',
	'draft_part',
	'attempt',
	'practical',
	'prepost',
	'award',
	'seller'
] as const;

/** Every row of the projections by its hash. */
async function fingerprints(db: Db): Promise<Map<string, number>> {
	const rows = new Map<string, number>();
	for (const table of PROJECTIONS)
		for (const row of await db.selectFrom(table).selectAll().execute()) {
			const hash = sha256HexSync(`${table}${JSON.stringify(row)}`);
			rows.set(hash, (rows.get(hash) ?? 0) + 1);
		}
	return rows;
}

const { services, close } = await compose(readEnv(process.env));
try {
	const before = await fingerprints(services.allLearners);
	const done = await rebuild(services.allLearners, services.projectors, (n) =>
		console.log(`${n} learners …`)
	);
	const after = await fingerprints(services.allLearners);
	let changed = 0;
	for (const [hash, count] of after) changed += Math.max(0, count - (before.get(hash) ?? 0));
	for (const [hash, count] of before) changed += Math.max(0, count - (after.get(hash) ?? 0));
	console.log(
		`${done.learners} learners, ${done.events} events; ${done.redeemed} newly counted; ${changed} rows changed.`
	);
	process.exitCode = changed === 0 || done.redeemed > 0 ? 0 : 1;
} finally {
	await close();
}
