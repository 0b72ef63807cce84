/** Files that are on the disk when the call returns: contents, names and all. */
import { randomUUID } from 'node:crypto';
import {
	closeSync,
	fsyncSync,
	linkSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
	writeSync
} from 'node:fs';
import { dirname, join } from 'node:path';

export function syncPath(path: string): void {
	const fd = openSync(path, 'r');
	try {
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
}

/** A folder, what it holds, and every name in it. */
export function syncTree(folder: string): void {
	for (const entry of readdirSync(folder, { withFileTypes: true }))
		if (entry.isDirectory()) syncTree(join(folder, entry.name));
		else syncPath(join(folder, entry.name));
	syncPath(folder);
}

/** Only the owner may read it (0600). */
export function writeDurably(file: string, text: string): void {
	writeFileSync(file, text, { mode: 0o600, flush: true });
	syncPath(dirname(file));
}

/**
 * A file that is made once: of several processes that come first at the same time one has its way, and nobody reads half of it.
 * @returns what stands there, whoever made it
 */
export function makeOnce(file: string, text: string): string {
	mkdirSync(dirname(file), { recursive: true });
	const own = `${file}.${randomUUID()}`;
	writeFileSync(own, text, { mode: 0o600, flush: true });
	try {
		// A name that is taken refuses, where a renaming would replace.
		linkSync(own, file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
	} finally {
		rmSync(own);
	}
	syncPath(dirname(file));
	return readFileSync(file, 'utf8');
}

/** Adds lines at the end; two processes may do so at once. */
export function appendDurably(file: string, text: string): void {
	mkdirSync(dirname(file), { recursive: true });
	const fd = openSync(file, 'a', 0o600);
	try {
		writeSync(fd, text);
		fsyncSync(fd);
	} finally {
		closeSync(fd);
	}
	syncPath(dirname(file));
}
