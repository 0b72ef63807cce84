import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Registers and the course `tiny`: every question type, the three practices, a bank, both languages. */
export const fixtureCourses = fileURLToPath(new URL('../fixtures/courses', import.meta.url));

/** What to do to a file of the copy: new text, a change of its text, or nothing left of it. */
export type Edit = string | Uint8Array | ((text: string) => string) | null;

/**
 * A copy of the fixture content in a folder of its own, with some files changed (paths from the content folder:
 * `tiny/ur/01-picture.md`). The caller removes it.
 */
export function copyFixture(edits: Record<string, Edit> = {}): { folder: string; remove(): void } {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-content-'));
	cpSync(fixtureCourses, folder, { recursive: true });
	for (const [path, edit] of Object.entries(edits)) {
		const file = join(folder, path);
		if (edit === null) {
			rmSync(file);
			continue;
		}
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, typeof edit === 'function' ? edit(readFileSync(file, 'utf8')) : edit);
	}
	return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
