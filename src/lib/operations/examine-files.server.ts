/** What lies in the data folder beside the database, and what stands around it. */
import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasKeys, readKeys } from '../badges/index.server.ts';
import { readDueValues } from '../catalog/index.server.ts';
import { newestBackup } from '../platform/backup/index.server.ts';
import { HOUR } from '../platform/clock.ts';
import { countDeletions } from '../platform/deletion-list.server.ts';
import { isHalfRestored } from '../platform/half-restored.server.ts';
import { isRefusedStart } from '../platform/refused-start.server.ts';
import { MASTER_KEY, readMasters } from '../platform/secrets.server.ts';
import { good, problem, warning, type Finding } from './finding.ts';
import { LIMITS } from './judge-state.ts';

const MB = 1e6;
/** Bytes that are free: with less, nothing may be stored any more before somebody has looked. */
const HARDLY_ANY = 200 * MB;

/** @param free bytes */
export function decideRoom(free: number): Finding {
	const says = `${Math.floor(free / MB)} MB are free`;
	const room = 'make room (old backups, before-restore-… folders) or take a larger disk';
	if (free < HARDLY_ANY) return problem('disk', `${says}: ${room}, or soon nothing can be stored.`);
	return free < LIMITS.diskFree ? warning('disk', `${says}: ${room}.`) : good('disk', `${says}.`);
}

export function examineDisk(dataDir: string): Finding[] {
	const { bavail, bsize } = statfsSync(dataDir);
	return [decideRoom(bavail * bsize)];
}

export function examineRestore(dataDir: string): Finding[] {
	return [
		isHalfRestored(dataDir)
			? problem(
					'restore',
					'A restore is running or was interrupted: no server starts until npm run restore -- DIR has run again.'
				)
			: good('restore', 'No restore was left half done.')
	];
}

export function examineDeletionList(dataDir: string): Finding[] {
	const about = 'deletion list';
	const { named, unreadable } = countDeletions(dataDir);
	return [
		unreadable
			? warning(
					about,
					`${unreadable} of its lines cannot be read: hold deletions.ndjson against the copy that is kept elsewhere.`
				)
			: good(about, `It can be read and names ${named}.`)
	];
}

function isWhole(masterKey: string): boolean {
	try {
		return readMasters(masterKey).length > 0;
	} catch (error) {
		if (isRefusedStart(error)) return false;
		throw error;
	}
}

/**
 * Reads the keys where they are; never makes one.
 * @param had the database is of one who had a master key, and keys of badges: one that is not there is lost
 */
export async function examineKeys(
	dataDir: string,
	had: { master: boolean; issuer: boolean }
): Promise<Finding[]> {
	const about = 'keys';
	const [master, issuer] = [join(dataDir, MASTER_KEY), join(dataDir, 'issuer-keys.json')].map((file) =>
		resolve(file)
	) as [string, string];
	const findings: Finding[] = [];
	const missing = (file: string, lost: boolean, without: string) =>
		findings.push(
			lost
				? problem(
						about,
						`${file} is not there: put it back from a backup before a server starts; ${without}.`
					)
				: warning(about, `${file} is not there yet: the first npm start makes it.`)
		);
	if (!existsSync(master)) missing(master, had.master, 'a new one opens nothing that was sealed');
	else if (!isWhole(master))
		findings.push(problem(about, `${master} is damaged: put it back from a backup.`));
	if (!hasKeys(dataDir)) missing(issuer, had.issuer, 'badges that it signed verify no more');
	else if (!(await hasSigningKey(dataDir)))
		findings.push(
			problem(about, `${issuer} is damaged or has no key that signs: put it back from a backup.`)
		);
	for (const file of [master, issuer])
		if (existsSync(file) && (statSync(file).mode & 0o077) !== 0)
			findings.push(problem(about, `Others than its owner may read ${file}: chmod 600 it.`));
	return findings.length ? findings : [good(about, 'Both files are there, whole and for their owner alone.')];
}

async function hasSigningKey(dataDir: string): Promise<boolean> {
	try {
		return (await readKeys(dataDir, 0)).some(
			(key) => key.retiredAt === null && typeof key.secretKeyMultibase === 'string'
		);
	} catch (error) {
		if (error instanceof SyntaxError || error instanceof TypeError) return false;
		throw error;
	}
}

export function examineValues(now: number): Finding[] {
	const due = readDueValues(now);
	return [
		due.length
			? warning(
					'values',
					`${due.length} are due (${due[0]!.key}${due.length > 1 ? ' first' : ''}): npm run course -- values names them and their sources.`
				)
			: good('values', 'None is due.')
	];
}

export function examineBackups(folder: string, now: number): Finding[] {
	const about = 'backup';
	const newest = newestBackup(folder);
	const findings: Finding[] = [];
	if (newest === undefined)
		findings.push(problem(about, `There is none in ${folder}: npm run backup -- --to ${folder}`));
	else {
		const hours = Math.floor((now - newest) / HOUR);
		const says = `The newest is ${hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`} old`;
		findings.push(
			now - newest > LIMITS.backupAge
				? warning(about, `${says}: make one every day, and see why none came.`)
				: good(about, `${says}.`)
		);
	}
	const parts = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.part')) : [];
	if (parts.length)
		findings.push(
			warning(about, `${parts.join(', ')} was not finished: delete it when no backup is under way.`)
		);
	return findings;
}
