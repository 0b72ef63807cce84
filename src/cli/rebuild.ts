/**
 * `npm run rebuild`: makes every projection anew from the log, and then every fact of the reports from all that stands, while
 * the server may be running, and says how many rows changed: none, unless events of a newer app could be counted (P3, R2).
 */
import { compose } from '#lib/compose.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { rebuildAndCompare } from '#lib/projections.server.ts';
import { foldDirty, refoldAll } from '#lib/reports/index.server.ts';
import { readOptions, tellFailure } from './command.ts';

const HELP = `npm run rebuild

Makes every projection anew from the log, and then every fact of the reports, of the installation that DATA_DIR and
DATABASE_URL name, while it may be serving, and says how many rows changed.

Ends with 0 when no row changed, or events of a newer app could be counted; 1 when rows changed or it failed, 2 for a
wrong command.`;

async function rebuildAll(): Promise<void> {
	const { services, close } = await compose(readEnv(process.env));
	try {
		// What waits to be folded is no difference.
		await foldDirty(services, Infinity);
		const { learners, events, redeemed, changed } = await rebuildAndCompare(services, {
			progress: (n) => console.log(`${n} learners …`)
		});
		console.log(
			`${learners} learners, ${events} events; ${redeemed} newly counted; ${changed} rows changed.`
		);
		const began = performance.now();
		const folded = await refoldAll(services, (n) => console.log(`${n} learners folded …`));
		const seconds = Math.max(1, Math.round((performance.now() - began) / 1000));
		console.log(
			`${folded.facts} facts of ${folded.learners} learners in ${seconds} s; ${folded.changed} rows changed.`
		);
		process.exitCode = (changed === 0 && folded.changed === 0) || redeemed > 0 ? 0 : 1;
	} finally {
		await close();
	}
}

readOptions(HELP, {});
await rebuildAll().catch((error: unknown) => tellFailure('The rebuild failed.', error));
