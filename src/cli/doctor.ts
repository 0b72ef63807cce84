/** `npm run doctor`: looks at an installation and says what somebody should do (docs/operations.md). */
import { examine, worst } from '#lib/operations/index.server.ts';
import { readOptions, tellFailure } from './command.ts';

const HELP = `npm run doctor -- [--backups DIR] [--json]

Looks at the installation that DATA_DIR and DATABASE_URL name, whether or not a server runs, and changes nothing: the
configuration, disk, clock, keys, database, audit, what waits and what is due. Every finding that is not ok says what to do.

--backups DIR  looks for the newest backup there, too
--json         for a machine: {"verdict", "findings": [{"about", "verdict", "says"}]}

Ends with 0 when there are warnings at most, 1 when there is a problem, 2 for a wrong command.`;

const { backups, json } = readOptions(HELP, {
	backups: { type: 'string' },
	json: { type: 'boolean', default: false }
});
try {
	if (!json) console.log('Looking …');
	const findings = await examine({
		source: process.env,
		node: process.versions.node,
		...(backups !== undefined && { backups })
	});
	const verdict = worst(findings);
	if (json) console.log(JSON.stringify({ verdict, findings }, null, '\t'));
	else
		for (const one of findings) console.log(`${one.verdict.padEnd(8)} ${one.about.padEnd(14)} ${one.says}`);
	process.exitCode = verdict === 'problem' ? 1 : 0;
} catch (error) {
	tellFailure('The installation could not be looked at.', error);
}
