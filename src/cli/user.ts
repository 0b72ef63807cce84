/** `npm run user -- COMMAND`: who is staff of this installation, and a way in for its administrators. */
import { INSTALLATION, listStaff, makeSetupLink } from '#lib/accounts/index.server.ts';
import { findOrganisation } from '#lib/cohorts/index.server.ts';
import { compose } from '#lib/compose.server.ts';
import { openToRead } from '#lib/platform/db.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { helpAsked, tellFailure, wrongCommand } from './command.ts';

const HELP = `npm run user -- COMMAND

  administrator   prints a link, good once and for a day. With a new log-in name it makes an administrator; with the name
                  of one who is there, it sets her a new password and lifts her second factor
  list            every role of staff: id, role, organisation, last log-in where a session is still open

Both work while the server is running. Ends with 0 when it is done, 1 when it failed, 2 for a wrong command.`;

async function printLink(): Promise<void> {
	const env = readEnv(process.env);
	const { services, close } = await compose(env);
	try {
		console.log(new URL(await makeSetupLink(services), env.origin).href);
	} finally {
		await close();
	}
}

async function printStaff(): Promise<void> {
	const { databaseUrl, dataDir } = readEnv(process.env);
	const { db, close } = await openToRead(databaseUrl, dataDir);
	try {
		const staff = await listStaff(db);
		const named = new Map([[INSTALLATION, INSTALLATION]]);
		for (const id of new Set(staff.map(({ organisationId }) => organisationId)))
			if (!named.has(id)) named.set(id, `${(await findOrganisation(db, id))?.name} (${id})`);
		for (const { staffId, role, organisationId, loggedInAt, disabled } of staff)
			console.log(
				[
					staffId,
					role,
					named.get(organisationId),
					disabled ? 'closed' : loggedInAt === undefined ? '—' : new Date(loggedInAt).toISOString()
				].join('  ')
			);
		console.log(`${new Set(staff.map(({ staffId }) => staffId)).size} people, ${staff.length} roles`);
	} finally {
		await close();
	}
}

const COMMANDS: Record<string, () => Promise<void>> = { administrator: printLink, list: printStaff };

helpAsked(HELP);
const [command = '', ...more] = process.argv.slice(2);
const run = Object.hasOwn(COMMANDS, command) && !more.length ? COMMANDS[command] : undefined;
if (!run) wrongCommand(HELP, command ? `Not a command: ${[command, ...more].join(' ')}` : 'Name a command.');
try {
	await run();
} catch (error) {
	tellFailure('That did not work.', error);
}
