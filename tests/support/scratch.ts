/** Where tests write what they throw away. */
import { chmodSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';

const MEMORY = '/dev/shm';
const ROOM = 4 * 1024 ** 3;

/**
 * From now on temporary files of this process and of those that it starts lie in memory, where there is plenty: whether a disk
 * keeps what is written is tried by `test:loss`. They go when it ends.
 */
export function scratchInMemory(): void {
	let made: string;
	try {
		const { bavail, bsize } = statfsSync(MEMORY);
		if (bavail * bsize < ROOM) return;
		made = mkdtempSync(`${MEMORY}/qadam-tests-`);
	} catch {
		return;
	}
	// PostgreSQL does not run as root: its own person passes through to its own folder.
	chmodSync(made, 0o711);
	process.env.TMPDIR = made;
	process.once('exit', () => rmSync(made, { recursive: true, force: true }));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
}
