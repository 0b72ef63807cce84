/**
 * K5. Who asked to be forgotten, in a file of the data folder and not in the database: a backup that is put back must
 * not bring her back. Only ids and times; lines are added and never taken away.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import * as v from 'valibot';
import { appendDurably } from './durable-files.server.ts';
import { logError } from './log.server.ts';

export const DELETION_LIST = 'deletions.ndjson';

const shape = v.object({ learnerId: v.string(), at: v.number() });
export type Deletion = v.InferOutput<typeof shape>;

const fileIn = (dataDir: string) => `${dataDir}/${DELETION_LIST}`;

/** Is on the disk when this returns. A line that a crash cut short is ended first. */
export function recordDeletions(dataDir: string, deletions: readonly Deletion[]): void {
	if (!deletions.length) return;
	const file = fileIn(dataDir);
	const torn = existsSync(file) && !/(^|\n)$/.test(readFileSync(file, 'utf8'));
	const lines = deletions.map(({ learnerId, at }) => `${JSON.stringify({ learnerId, at })}\n`);
	appendDurably(file, `${torn ? '\n' : ''}${lines.join('')}`);
}

/** Every deletion of a folder, each learner once, by her first. */
export function readDeletions(folder: string): Deletion[] {
	const found = new Map<string, Deletion>();
	for (const read of readLines(folder)) {
		// Cut short by a crash: the deletion was never begun, or stands again on a later line.
		if (!read) logError('a line of the deletion list cannot be read', undefined, { file: fileIn(folder) });
		else if (!found.has(read.learnerId)) found.set(read.learnerId, read);
	}
	return [...found.values()];
}

const known = new Map<string, { stamp: string; ids: ReadonlySet<string> }>();

/** Whether the list names this learner. Read anew only when the file has changed: lines are only added. */
export function isErased(dataDir: string, learnerId: string): boolean {
	const file = fileIn(dataDir);
	const stat = statSync(file, { throwIfNoEntry: false });
	if (!stat) return false;
	const stamp = `${stat.ino} ${stat.size} ${stat.mtimeMs}`;
	let held = known.get(file);
	if (held?.stamp !== stamp) {
		held = { stamp, ids: new Set(readDeletions(dataDir).map((d) => d.learnerId)) };
		known.set(file, held);
	}
	return held.ids.has(learnerId);
}

/** @returns how many lines name somebody, and how many cannot be read */
export function countDeletions(folder: string): { named: number; unreadable: number } {
	const lines = readLines(folder);
	const named = lines.filter(Boolean).length;
	return { named, unreadable: lines.length - named };
}

function readLines(folder: string): (Deletion | undefined)[] {
	const file = fileIn(folder);
	return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean).map(parse) : [];
}

function parse(line: string): Deletion | undefined {
	try {
		const read = v.safeParse(shape, JSON.parse(line));
		return read.success ? read.output : undefined;
	} catch (error) {
		if (error instanceof SyntaxError) return undefined;
		throw error;
	}
}

/** Adds to the data folder's list what another one names besides. */
export function mergeDeletions(dataDir: string, other: readonly Deletion[]): void {
	const held = new Set(readDeletions(dataDir).map((d) => d.learnerId));
	recordDeletions(
		dataDir,
		other.filter((d) => !held.has(d.learnerId))
	);
}
