/** `npm run restore`: puts a backup back (docs/operations.md). */
import { readEnv } from '#lib/platform/env.server.ts';
import { never } from '#lib/platform/result.ts';
import { mayRestore, restore, type RestoreRefusal } from '#lib/restore.server.ts';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { fail, helpAsked, tellFailure, wrongCommand } from './command.ts';

const HELP = `npm run restore -- DIR [--yes]

Puts the backup in the folder DIR in the place of the installation that DATA_DIR and DATABASE_URL name. Stop the
server first. Every file is held against its hash before anything is touched; what stands there is moved aside, not
deleted. Phones then send again what they hold, and whoever was erased since the backup stays erased.

--yes  does not ask

Ends with 0 when it is done, 1 when it was refused or failed, 2 for a wrong command.`;

function explain(refusal: RestoreRefusal): string {
	switch (refusal.tag) {
		case 'no_backup':
			return `This is no backup: ${refusal.detail}.`;
		case 'damaged':
			return `The backup is damaged; these files are not what the manifest says:\n  ${refusal.files.join('\n  ')}`;
		case 'newer':
			return `The backup was made by a newer version (${refusal.migrations.join(', ')}): update this one first.`;
		case 'other_engine':
			return refusal.backup === 'postgres'
				? 'The backup is of PostgreSQL: set DATABASE_URL.'
				: 'The backup is of SQLite: leave DATABASE_URL out.';
		case 'in_use':
			return 'A server, or another command, has the installation open: stop it first.';
		default:
			return never(refusal);
	}
}

function readCommand(): { from: string; yes: boolean } {
	helpAsked(HELP);
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: { yes: { type: 'boolean', default: false } }
		});
		if (positionals.length !== 1) throw new Error('Name one backup.');
		return { from: resolve(positionals[0]!), yes: values.yes };
	} catch (error) {
		return wrongCommand(HELP, (error as Error).message);
	}
}

async function agreed(question: string): Promise<boolean> {
	if (!process.stdin.isTTY) return false;
	const terminal = createInterface({ input: process.stdin, output: process.stdout });
	const answer = await terminal.question(`${question} Write yes: `);
	terminal.close();
	return answer.trim() === 'yes';
}

const refused = (refusal: RestoreRefusal): never => fail(`${explain(refusal)}\nNothing was changed.`);

const { from, yes } = readCommand();
try {
	const env = readEnv(process.env);
	const may = await mayRestore({ env, from });
	if (!may.ok) refused(may.refusal);
	else {
		const { madeAt, rows } = may.value;
		console.log(`Backup of ${madeAt}: ${rows.learner} learners, ${rows.event} events, ${rows.award} badges.`);
	}
	if (!yes && !(await agreed(`Put it in the place of what stands in ${resolve(env.dataDir)}?`)))
		fail('Not agreed (--yes does not ask). Nothing was changed.');
	const done = await restore({ env, from, now: Date.now(), said: (step) => console.log(step) });
	if (!done.ok) refused(done.refusal);
	else {
		const { aside, asideSchema, forgotten, manifest } = done.value;
		console.log(
			[
				`Done. ${forgotten} learners who had been erased since are erased again.`,
				`What stood there: ${aside}${asideSchema ? `, and the schema ${asideSchema}` : ''}`,
				`Badges taken back after ${manifest.madeAt} must be taken back again (docs/operations.md).`,
				'Keys of partners that were ended since open again, and what learners took back from partners stands again:',
				'give partners new keys and end the old ones (/staff/admin/partners) before anybody can reach the server.'
			].join('\n')
		);
	}
} catch (error) {
	tellFailure('The restore failed.', error);
}
