/**
 * Courses from outside the repository, published at run time (`npm run course -- publish`):
 *
 * ```
 * <DATA_DIR>/courses/<id>/live                     the name of the folder that is live; its only pointer
 * <DATA_DIR>/courses/<id>/<version>-<state>/       registers and the course's folder, as in src/content
 * ```
 *
 * A folder has its name only when all of it is on the disk, and is never changed afterwards; `live` is replaced by a
 * rename. So every process that shares the data folder reads one state or the next, and nothing between.
 */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What course.yaml allows for an id, too. */
export const COURSE_ID = /^[a-z][a-z0-9_-]{0,40}$/;
const STATE = /^[0-9a-f]{16}-[0-9a-f]{8}$/;
export const LIVE = 'live';

export const outsideDir = (dataDir: string): string => resolve(dataDir, 'courses');

/** The folder that is live of one course, by name; nothing where none is. Links are not followed. */
export function liveFolder(dataDir: string, id: string): string | undefined {
	const pointer = join(outsideDir(dataDir), id, LIVE);
	try {
		const stat = lstatSync(pointer);
		if (!stat.isFile() || stat.size > 100) return undefined;
		const name = readFileSync(pointer, 'utf8').trim();
		const folder = join(outsideDir(dataDir), id, name);
		return STATE.test(name) && lstatSync(folder).isDirectory() ? folder : undefined;
	} catch {
		return undefined;
	}
}

/** The content folders of all courses that are live from outside, in the order of their ids. */
export function outsideFolders(dataDir: string): string[] {
	let ids: string[];
	try {
		ids = readdirSync(outsideDir(dataDir), { withFileTypes: true })
			.filter((entry) => entry.isDirectory() && COURSE_ID.test(entry.name))
			.map((entry) => entry.name);
	} catch {
		return [];
	}
	return ids.sort().flatMap((id) => liveFolder(dataDir, id) ?? []);
}

/** Changes whenever a course from outside came, changed or went: a few small files are read. */
export const outsideMark = (dataDir: string): string => outsideFolders(dataDir).join('\n');
