/** When this installation was last backed up by our command: a line in its data folder, for whoever looks how it stands. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from '../durable-files.server.ts';
import { logError } from '../log.server.ts';

const FILE = 'last-backup';

/** A backup is whole without this line, as where the data folder may only be read. */
export function noteBackup(dataDir: string, now: number): void {
	try {
		writeDurably(join(dataDir, FILE), `${new Date(now).toISOString()}\n`);
	} catch (error) {
		logError('the time of this backup could not be noted in the data folder', error);
	}
}

/** @returns UTC ms; nothing where no backup was made by our command, or the line cannot be read */
export function readLastBackup(dataDir: string): number | null {
	try {
		const at = Date.parse(readFileSync(join(dataDir, FILE), 'utf8').trim());
		return Number.isNaN(at) ? null : at;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		logError('the time of the last backup cannot be read', error);
		return null;
	}
}
