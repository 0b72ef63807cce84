import { existsSync, rmSync } from 'node:fs';
import { syncPath, writeDurably } from './durable-files.server.ts';

/** Stands in the data folder while a restore changes things there. */
const fileIn = (dataDir: string) => `${dataDir}/restoring`;

export class HalfRestored extends Error {}

export const isHalfRestored = (dataDir: string): boolean => existsSync(fileIn(dataDir));

/** A server must not begin an empty installation in the middle of a restore, nor serve a half one. */
export function refuseHalfRestored(dataDir: string): void {
	if (isHalfRestored(dataDir))
		throw new HalfRestored(
			`A restore into ${dataDir} is running or was interrupted. If it was interrupted, run it again: npm run restore -- DIR`
		);
}

export const beginRestore = (dataDir: string, from: string): void =>
	writeDurably(fileIn(dataDir), `${from}\n`);

export function endRestore(dataDir: string): void {
	rmSync(fileIn(dataDir));
	syncPath(dataDir);
}
