/**
 * Looks at an installation without starting it, also while a server runs, and says what somebody should do. Changes nothing:
 * makes no file, runs no migration. A look that fails is a finding as well, so that one fault hides no other.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { hadKeys } from '../badges/index.server.ts';
import { systemClock, type Clock } from '../platform/clock.ts';
import { openToRead, sqliteFile, type OpenDatabase } from '../platform/db.server.ts';
import { demoClock } from '../platform/demo-clock.server.ts';
import { BadEnvironment, readEnv, type Env } from '../platform/env.server.ts';
import { isMigrated } from '../platform/migrate.server.ts';
import { examineDatabase } from './examine-database.server.ts';
import {
	examineBackups,
	examineDeletionList,
	examineDisk,
	examineKeys,
	examineRestore,
	examineValues
} from './examine-files.server.ts';
import { good, problem, warning, type Finding } from './finding.ts';

export interface Examine {
	/** The environment as it is set. */
	source: Record<string, string | undefined>;
	/** `24.21.0` */
	node: string;
	/** Where `npm run backup` puts its backups; without it nobody looks for them. */
	backups?: string;
	clock?: Clock;
}

/** The line that the project is tried with; each npm script finds it. */
const NODE = 24;

export async function examine({ source, node, backups, clock }: Examine): Promise<Finding[]> {
	const { env, findings } = examineConfiguration(source);
	findings.push(examineNode(node));
	const time = clock ?? (env.demo ? demoClock(env.dataDir) : systemClock);
	const now = time();
	const look = async (about: string, at: () => Finding[] | Promise<Finding[]>) => {
		try {
			findings.push(...(await at()));
		} catch (error) {
			findings.push(problem(about, `This could not be looked at (${(error as Error).message}).`));
		}
	};
	await look('values', () => examineValues(now));
	if (backups !== undefined) await look('backup', () => examineBackups(resolve(backups), now));
	if (!existsSync(env.dataDir))
		return [
			...findings,
			problem(
				'data folder',
				`There is no ${resolve(env.dataDir)}: set DATA_DIR to the folder of the installation, or make one with npm start.`
			)
		];
	await look('disk', () => examineDisk(env.dataDir));
	await look('restore', () => examineRestore(env.dataDir));
	await look('deletion list', () => examineDeletionList(env.dataDir));
	const opened = await openOrSay(env, source, findings);
	try {
		await look('keys', async () =>
			examineKeys(env.dataDir, {
				master: opened !== undefined,
				issuer: opened !== undefined && (await hadKeys(opened.db))
			})
		);
		if (opened) await look('database', () => examineDatabase(opened, { env, clock: time, look }));
	} finally {
		await opened?.close();
	}
	return findings;
}

/** All faults at once; what is faulty is left out for what is looked at next. */
function examineConfiguration(source: Examine['source']): { env: Env; findings: Finding[] } {
	const about = 'configuration';
	try {
		const env = readEnv(source);
		const findings: Finding[] = [];
		const https = env.origin.startsWith('https:');
		if (!https && !env.demo)
			findings.push(
				warning(about, `ORIGIN is ${env.origin}: no badge is signed until it is the public https address.`)
			);
		if (https && env.demo)
			findings.push(
				warning(about, 'QADAM_DEMO is 1 at an https address: leave it out where real people learn.')
			);
		if (env.smsAdapter !== 'none' && !existsSync(env.smsAdapter))
			findings.push(
				problem(about, `SMS_ADAPTER names ${env.smsAdapter}, which is not there: mend the path.`)
			);
		return { env, findings: findings.length ? findings : [good(about, 'Every variable can be read.')] };
	} catch (error) {
		if (!(error instanceof BadEnvironment)) throw error;
		const faults = error.message
			.split('\n')
			.slice(1)
			.map((line) => line.trim());
		const names = new Set(faults.map((fault) => fault.split(' ')[0]!));
		const rest = Object.fromEntries(Object.entries(source).filter(([name]) => !names.has(name)));
		return { env: readEnv(rest), findings: faults.map((fault) => problem(about, `${fault}.`)) };
	}
}

function examineNode(node: string): Finding {
	const major = Number(node.split('.')[0]);
	return major >= NODE
		? good('node', `Node ${node}.`)
		: warning('node', `Node ${node}: the project is tried with ${NODE}; start every command by npm run.`);
}

/** Nothing where it cannot be looked into, which is a finding. */
async function openOrSay(
	env: Env,
	source: Examine['source'],
	findings: Finding[]
): Promise<OpenDatabase | undefined> {
	const about = 'database';
	if (source.DATABASE_URL && !env.databaseUrl) {
		findings.push(warning(about, 'It was not looked at: DATABASE_URL has to be mended first.'));
		return undefined;
	}
	const file = sqliteFile(env.dataDir);
	if (!env.databaseUrl && !existsSync(file)) {
		findings.push(
			problem(
				about,
				`There is no ${resolve(file)}: set DATA_DIR or DATABASE_URL as the server has them, or make an installation with npm start.`
			)
		);
		return undefined;
	}
	const opened = await openToRead(env.databaseUrl, env.dataDir);
	try {
		// Asks for something that stands in the file, or behind the connection.
		if (await isMigrated(opened.db, opened.engine)) return opened;
		findings.push(warning(about, 'It is empty: npm start, or npm run migrate, fills it.'));
	} catch (error) {
		const { code, message } = error as { code?: string; message: string };
		findings.push(
			problem(
				about,
				`It cannot be read (${message || code}): ${env.databaseUrl ? 'see that DATABASE_URL is right and PostgreSQL runs' : 'restore the newest backup'}.`
			)
		);
	}
	await opened.close();
	return undefined;
}
