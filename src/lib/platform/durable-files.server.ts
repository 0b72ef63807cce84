/** Files that are on the disk when the call returns: contents, names and all. */
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, writeFileSync, writeSync } from 'node:fs';
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
