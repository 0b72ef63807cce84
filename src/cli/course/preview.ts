/**
 * `npm run course -- preview <folder>`: the product, with this course beside the project's own, read anew whenever a file changed. It
 * is a server of its own on a free port of this machine, with a data folder that is gone when it ends.
 */
import { LANGS } from '#lib/platform/country/lang.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { contentDir, findingLine, readContent } from '#lib/catalog/index.server.ts';
import { systemClock } from '#lib/platform/clock.ts';
import { buildIfNeeded } from '../start.ts';

/** A port of this machine that nobody listens on. */
const freePort = () =>
	new Promise<number>((done, failed) => {
		const server = createServer();
		server.once('error', failed);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address() as { port: number };
			server.close(() => done(port));
		});
	});

/** @returns exit code where it could not begin; it ends with Ctrl-C */
export async function previewCourse(args: string[]): Promise<number> {
	const [folder, ...more] = args;
	if (folder === undefined || more.length > 0 || folder.startsWith('-')) {
		console.error('Usage: npm run course -- preview <folder>');
		return 2;
	}
	const { courses, findings } = readContent(folder, { now: systemClock(), registersDir: contentDir() });
	const all = [...findings, ...courses.flatMap((c) => c.findings)];
	const course = courses[0]?.course;
	if (courses.length !== 1 || !course) {
		for (const finding of all) console.error(findingLine(finding));
		console.error(`${folder} holds no course that can be shown yet.`);
		return 1;
	}
	for (const finding of all) console.log(findingLine(finding));

	buildIfNeeded();
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-preview-'));
	process.on('exit', () => rmSync(dataDir, { recursive: true, force: true }));
	const port = await freePort();
	const origin = `http://localhost:${port}`;
	// What is only looked at tells nobody outside.
	for (const name of ['DATABASE_URL', 'SMTP_URL', 'SMS_ADAPTER', 'VENDURE_URL']) delete process.env[name];
	Object.assign(process.env, {
		PORT: String(port),
		HOST: '127.0.0.1',
		ORIGIN: origin,
		DATA_DIR: dataDir,
		QADAM_DEMO: '1',
		QADAM_PREVIEW: resolve(folder)
	});
	console.log(
		[
			`${course.id}, as it is written; each page shows what was saved last. Nothing is kept; Ctrl-C ends it.`,
			...LANGS.flatMap((lang) => [
				`  ${origin}/${lang}/learn/${course.id}`,
				...course.lessons.map(({ id }) => `  ${origin}/${lang}/learn/${course.id}/${id}`)
			])
		].join('\n')
	);
	await import('../../server.ts');
	return 0;
}
