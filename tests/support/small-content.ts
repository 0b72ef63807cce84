import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixtureCourses } from './tiny-course.ts';

/**
 * For tests that compose an installation again and again: from here on courses are read from the tiny one, not from the
 * repository, which takes seconds. @returns what ends it
 */
export function inSmallContent(): () => void {
	const [before, home] = [process.cwd(), mkdtempSync(join(tmpdir(), 'qadam-small-'))];
	cpSync(fixtureCourses, join(home, 'src/content'), { recursive: true });
	process.chdir(home);
	return () => {
		process.chdir(before);
		rmSync(home, { recursive: true, force: true });
	};
}
