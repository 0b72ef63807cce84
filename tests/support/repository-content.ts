/** The repository's courses, read once for a whole run of browser tests: a hundred of their processes ask. */
import { join } from 'node:path';
import { contentDir, readContent } from '../../src/lib/catalog/index.server.ts';
import type { Course } from '../../src/lib/catalog/index.ts';
import { PREPARED } from './prepared.ts';

type ReadContent = ReturnType<typeof readContent>;

let read: ReadContent | undefined;

/**
 * A content folder as it is now; of the repository's own, what this process read first.
 * @param name of what is remembered of it, one for each set of courses: the same code and files are read once in a run
 */
export function readOncePerRun(folder: string, name: string): ReadContent {
	const home = process.env[PREPARED];
	return readContent(folder, {
		now: 0,
		remembered: home === undefined ? undefined : { folder: join(home, 'read', name), reader: 'this run' }
	});
}

const repositoryContent = (): ReadContent => (read ??= readOncePerRun(contentDir(), 'repository'));

/** Every course of the repository that parses, of whatever status. */
export const everyCourse = (): Course[] => repositoryContent().courses.flatMap(({ course }) => course ?? []);
