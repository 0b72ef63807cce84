/** The repository's courses as they are once an operator has confirmed the facts of those in review: every one live. */
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contentDir } from '../../src/lib/catalog/index.server.ts';
import type { Course } from '../../src/lib/catalog/index.ts';
import { everyCourse, readOncePerRun } from './repository-content.ts';

export interface OpenedContent {
	/** Its src/content is served by a server that starts from it. */
	folder: string;
	remove(): void;
}

/** Every course that is not a draft, live or to be. */
export const coursesToOpen = (): Course[] => everyCourse().filter(({ status }) => status !== 'draft');

/** @throws where the check refuses one of them as live: then no operator could open it */
export function openedContent(): OpenedContent {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-opened-'));
	const content = contentDir(folder);
	cpSync(contentDir(), content, { recursive: true });
	// Scripts and styles are parts of a course, too, and are read below the folder that a server starts from.
	symlinkSync(resolve('build'), join(folder, 'build'));
	for (const { id, status } of coursesToOpen())
		if (status === 'review') {
			const file = join(content, id, 'course.yaml');
			writeFileSync(file, readFileSync(file, 'utf8').replace(/^status: review$/m, 'status: live'));
		}
	const { courses } = readOncePerRun(content, 'opened');
	for (const { course, findings } of courses)
		if (course?.status !== 'live' || findings.some(({ severity }) => severity === 'error'))
			throw new Error(`${course?.id} does not open: ${JSON.stringify(findings)}`);
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
