/**
 * `npm run course -- check [folder]`: what the check says about every course, or one; exit code 1 when something must be
 * mended. Publishing has no command of its own: the server publishes what passes when it starts (docs/authoring.md).
 */
import { contentDir, findingLine, readContent } from '#lib/catalog/index.server.ts';
import { systemClock } from '#lib/platform/clock.ts';

const USAGE = 'Usage: npm run course -- check [folder]';

function check(folder: string): number {
	const { courses, findings } = readContent(folder, { now: systemClock() });
	const all = [...findings, ...courses.flatMap((c) => c.findings)];
	for (const finding of all) console.log(findingLine(finding));
	const errors = all.filter((f) => f.severity === 'error').length;
	console.log(
		`${courses.length} ${courses.length === 1 ? 'course' : 'courses'}, ${errors} errors, ${all.length - errors} warnings`
	);
	return errors > 0 ? 1 : 0;
}

const [command, folder] = process.argv.slice(2);
if (command === 'check') process.exitCode = check(folder ?? contentDir());
else {
	console.error(USAGE);
	process.exitCode = 2;
}
