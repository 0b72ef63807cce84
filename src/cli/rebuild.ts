/**
 * `npm run rebuild`: makes every projection anew from the log, while the server may be running, and says how many rows
 * changed: none, unless events of a newer app could be counted (P3).
 */
import { compose } from '#lib/compose.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { rebuildAndCompare } from '#lib/projections.server.ts';

const { services, close } = await compose(readEnv(process.env));
try {
	const { learners, events, redeemed, changed } = await rebuildAndCompare(services, {
		progress: (n) => console.log(`${n} learners …`)
	});
	console.log(`${learners} learners, ${events} events; ${redeemed} newly counted; ${changed} rows changed.`);
	process.exitCode = changed === 0 || redeemed > 0 ? 0 : 1;
} finally {
	await close();
}
