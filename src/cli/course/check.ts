/** `npm run course -- check [folder] [--json]`: what the check says about every course, or one. */
import { checkCountry, contentDir, findingLine, readContent } from '#lib/catalog/index.server.ts';
import { systemClock } from '#lib/platform/clock.ts';
import { counted } from './words.ts';

/** @returns exit code: 1 when something must be mended */
export function checkCourses(args: string[]): number {
	const json = args.includes('--json');
	const [folder = contentDir(), ...more] = args.filter((a) => a !== '--json');
	if (more.length > 0 || folder.startsWith('-')) {
		console.error('Usage: npm run course -- check [folder] [--json]');
		return 2;
	}
	const content = readContent(folder, { now: systemClock(), registersDir: contentDir() });
	const { courses, findings } = content;
	const all = [...checkCountry(folder, content), ...findings, ...courses.flatMap((c) => c.findings)];
	const errors = all.filter((f) => f.severity === 'error').length;
	const warnings = all.length - errors;
	if (json) {
		const ids = courses.flatMap((c) => c.course?.id ?? []);
		console.log(JSON.stringify({ courses: ids, errors, warnings, findings: all }, null, '\t'));
	} else {
		for (const finding of all) console.log(findingLine(finding));
		console.log(`${counted(courses.length, 'course')}, ${errors} errors, ${warnings} warnings`);
	}
	return errors > 0 ? 1 : 0;
}
