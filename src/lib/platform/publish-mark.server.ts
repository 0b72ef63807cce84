import { statSync } from 'node:fs';
import { join } from 'node:path';
import { outsideMark } from './outside-courses.server.ts';

/**
 * Changes whenever the published pages would come out otherwise while we serve: a course from outside came, changed or went, or
 * the keys of badges were rotated, which the pages that verify without a signal carry (B4). A few small files are looked at.
 */
export const publishMark = (dataDir: string): string => `${keysMark(dataDir)}\n${outsideMark(dataDir)}`;

/** The file is never changed, only replaced. */
function keysMark(dataDir: string): string {
	const file = statSync(join(dataDir, 'issuer-keys.json'), { throwIfNoEntry: false });
	return file ? `${file.ino} ${file.mtimeMs}` : '';
}
