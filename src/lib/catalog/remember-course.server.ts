import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { sha256HexSync } from '../platform/hash.server.ts';
import type { Finding } from './finding.ts';
import type { ReadCourse } from './read-content.server.ts';
import type { Sources } from './read-sources.server.ts';
import type { Registers } from './registers.server.ts';

/** Where what was read of courses is remembered, so that a restart need not read unchanged courses again. */
export interface Remembered {
	/** `<DATA_DIR>/read`; made when it is not there. May be thrown away at any time. */
	folder: string;
	/** Names the code that reads: the build. What another one read is not believed. */
	reader: string;
}

/** All that follows from a course's sources. */
export type ReadOnce = Pick<ReadCourse, 'course' | 'plans' | 'findings'>;

interface Kept extends ReadOnce {
	key: string;
}

/** Not `serialize`, whose bytes of equal texts differ by how V8 holds them. */
const plainly = (_: string, value: unknown): unknown =>
	value instanceof Map || value instanceof Set ? [...value] : value;

/** All that {@link ReadOnce} follows from. Of Node too: its form of `serialize` changes with it. */
const keyOf = (
	reader: string,
	sources: Sources,
	replaced: boolean,
	found: readonly Finding[],
	registers: Registers
) =>
	sha256HexSync(
		JSON.stringify([
			reader,
			process.version,
			sha256HexSync(JSON.stringify(registers, plainly)),
			replaced,
			found,
			[...sources].map(([path, { name, bytes }]) => [path, name, sha256HexSync(bytes)])
		])
	);

/**
 * What `read` gives, or what it gave when the same code last read the same files with the same registers. A memory that is
 * missing, damaged or cannot be written only costs time.
 * @param of `replaced`: whether a bank of the data folder stands in the sources; `found`: what was found before reading
 */
export function readOnce(
	{ folder, reader }: Remembered,
	of: { name: string; sources: Sources; replaced: boolean; found: readonly Finding[]; registers: Registers },
	read: () => ReadOnce
): ReadOnce {
	const key = keyOf(reader, of.sources, of.replaced, of.found, of.registers);
	try {
		const kept = deserialize(readFileSync(join(folder, of.name))) as Kept;
		if (kept.key === key) return kept;
	} catch {
		// Read for the first time, or damaged.
	}
	const { course, plans, findings } = read();
	keep(folder, of.name, { key, course, plans, findings });
	return { course, plans, findings };
}

function keep(folder: string, name: string, kept: Kept): void {
	const part = join(folder, `${name}.${process.pid}`);
	try {
		// A bank of the operator's own may stand in it, keys and all.
		mkdirSync(folder, { recursive: true, mode: 0o700 });
		try {
			writeFileSync(part, serialize(kept), { mode: 0o600 });
			// Under its name only when it is whole: several processes share the folder.
			renameSync(part, join(folder, name));
		} finally {
			rmSync(part, { force: true });
		}
	} catch {
		// A full disk, say: the next start reads again.
	}
}
