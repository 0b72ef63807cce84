import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Db } from '../platform/db.server.ts';
import { makeOnce, syncPath, writeDurably } from '../platform/durable-files.server.ts';
import { RefusedStart } from '../platform/refused-start.server.ts';
import { findSetting, writeSetting } from '../platform/settings.server.ts';

/** One signing key. The fragment of its id is the public multibase key itself, as 1EdTech's validator wants it. */
export interface IssuerKey {
	publicKeyMultibase: string;
	secretKeyMultibase: string;
	createdAt: number;
	/** Signs no more; what it signed still verifies (B3). */
	retiredAt: number | null;
}

const fileIn = (dataDir: string) => `${dataDir}/issuer-keys.json`;

const textOf = (keys: IssuerKey[]): string => `${JSON.stringify(keys, null, '\t')}\n`;

const write = (dataDir: string, keys: IssuerKey[]): void => {
	const file = fileIn(dataDir);
	mkdirSync(dirname(file), { recursive: true });
	writeDurably(`${file}.new`, textOf(keys));
	renameSync(`${file}.new`, file);
	syncPath(dirname(file));
};

/** Whether an installation that has signed lives in this folder. */
export const hasKeys = (dataDir: string): boolean => existsSync(fileIn(dataDir));

async function generate(now: number): Promise<IssuerKey> {
	const pair = await Ed25519Multikey.generate();
	return {
		publicKeyMultibase: pair.publicKeyMultibase,
		secretKeyMultibase: pair.secretKeyMultibase,
		createdAt: now,
		retiredAt: null
	};
}

const lost = (dataDir: string) =>
	new RefusedStart(
		`${resolve(fileIn(dataDir))} is missing. Badges were signed with the keys in it and would not verify with others, so no new one is made in its place. Put it back from a backup (docs/operations.md, "What to do when").`
	);

/** Folders whose keys this process has read: a file that goes while it serves is missed, not made anew. */
const read = new Set<string>();

/**
 * All keys of this installation, oldest first; the first is made when none is there, once whoever asks meanwhile.
 * @throws RefusedStart
 */
export async function readKeys(dataDir: string, now: number): Promise<IssuerKey[]> {
	let text: string;
	try {
		text = readFileSync(fileIn(dataDir), 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		if (read.has(dataDir)) throw lost(dataDir);
		text = makeOnce(fileIn(dataDir), textOf([await generate(now)]));
	}
	read.add(dataDir);
	try {
		return JSON.parse(text) as IssuerKey[];
	} catch (error) {
		throw new RefusedStart(
			`${resolve(fileIn(dataDir))} is damaged. Put it back from a backup (docs/operations.md, "What to do when").`,
			{ cause: error }
		);
	}
}

/** The database remembers by this that there are keys. */
const MADE = 'issuer-keys';

/** Whether this database has had keys: then one without its file has lost them. */
export const hadKeys = async (db: Db): Promise<boolean> =>
	(await findSetting(db, MADE)) !== undefined ||
	(await db.selectFrom('credential').select('version').limit(1).executeTakeFirst()) !== undefined;

/**
 * B3. At each start: keys of an installation that never had any are made; keys that are missing are not replaced.
 * @throws RefusedStart
 */
export async function openIssuerKeys(db: Db, dataDir: string, now: number): Promise<void> {
	const had = await hadKeys(db);
	if (had && !hasKeys(dataDir)) throw lost(dataDir);
	await readKeys(dataDir, now);
	if (!had) await writeSetting(db, MADE, 'made');
}

/** B3. A new key signs from now on; the old ones stay in did.json, so that old badges still verify. */
export async function rotateKeys(dataDir: string, now: number): Promise<IssuerKey[]> {
	const keys = [
		...(await readKeys(dataDir, now)).map((k) => ({ ...k, retiredAt: k.retiredAt ?? now })),
		await generate(now)
	];
	write(dataDir, keys);
	return keys;
}

export const signingKey = (keys: readonly IssuerKey[]): IssuerKey => {
	const key = keys.findLast((k) => k.retiredAt === null);
	if (!key) throw new Error('no signing key: run npm run keys -- rotate');
	return key;
};

/**
 * Two copies of one installation's keys as one: after a restore, what was signed since the backup must still verify.
 * A key that one of them calls retired is retired.
 */
export function mergeKeys(one: readonly IssuerKey[], other: readonly IssuerKey[]): IssuerKey[] {
	const merged = new Map<string, IssuerKey>();
	for (const key of [...one, ...other]) {
		const retiredAt = merged.get(key.publicKeyMultibase)?.retiredAt ?? key.retiredAt;
		merged.set(key.publicKeyMultibase, { ...key, retiredAt });
	}
	return [...merged.values()].sort((a, b) => a.createdAt - b.createdAt);
}

/** Takes into the data folder what another copy of its keys holds besides. */
export async function takeInKeys(dataDir: string, other: readonly IssuerKey[], now: number): Promise<void> {
	write(dataDir, mergeKeys(await readKeys(dataDir, now), other));
}
