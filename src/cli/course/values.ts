/** `npm run course -- values [folder] [--json]`: the value register, what is due first (C4). */
import { contentDir, findingLine, readContent } from '#lib/catalog/index.server.ts';
import { isOverdue, type Course, type RegisterValue } from '#lib/catalog/index.ts';
import { systemClock } from '#lib/platform/clock.ts';
import { counted, table } from './words.ts';

/** Lesson and card, `selling-online a4-05`, of every card that says a value, by its key. */
function usesOf(courses: readonly Course[]): Map<string, string[]> {
	const uses = new Map<string, Set<string>>();
	for (const course of courses)
		for (const block of course.lessons.flatMap((l) => l.blocks)) {
			if (block.block === 'question') continue;
			for (const [, key] of Object.values(block.html)
				.join('\n')
				.matchAll(/\{\{([^{}]*)\}\}/gu)) {
				const places = uses.get(key!.trim()) ?? new Set();
				uses.set(key!.trim(), places.add(`${course.id} ${block.id}`));
			}
		}
	return new Map([...uses].map(([key, places]) => [key, [...places]]));
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

/** @returns exit code: 1 when the day of a value has come */
export function listValues(args: string[]): number {
	const json = args.includes('--json');
	const [folder = contentDir(), ...more] = args.filter((a) => a !== '--json');
	if (more.length > 0 || folder.startsWith('-')) {
		console.error('Usage: npm run course -- values [folder] [--json]');
		return 2;
	}
	const now = systemClock();
	const { registers, courses, findings } = readContent(folder, { now, registersDir: contentDir() });
	const broken = findings.filter((f) => f.severity === 'error');
	if (broken.length > 0) {
		for (const finding of broken) console.error(findingLine(finding));
		return 1;
	}
	const uses = usesOf(courses.flatMap((c) => c.course ?? []));
	const state = (v: RegisterValue) =>
		isOverdue(v, now) ? 'overdue' : v.status === 'verify' ? 'nobody has checked it' : '';
	const values = [...registers.values.values()].sort((a, b) =>
		a.checkBy === b.checkBy ? (a.key < b.key ? -1 : 1) : a.checkBy < b.checkBy ? -1 : 1
	);
	const overdue = values.filter((v) => isOverdue(v, now)).length;
	if (json) {
		const list = values.map(({ at, ...v }) => ({
			...v,
			...at,
			used: uses.get(v.key) ?? [],
			overdue: isOverdue(v, now)
		}));
		console.log(JSON.stringify({ values: list, overdue }, null, '\t'));
		return overdue > 0 ? 1 : 0;
	}
	console.log(
		table([
			['check by', 'key', 'value', 'as of', 'source', 'checked by', 'used in', ''],
			...values.map((v) => [
				v.checkBy,
				v.key,
				shortened(v.value.en),
				v.asOf,
				v.source,
				v.checkedBy ?? '—',
				uses.get(v.key)?.join(', ') ?? 'nowhere',
				state(v)
			])
		])
	);
	console.log(`${counted(values.length, 'value')}, ${overdue} overdue`);
	if (overdue > 0)
		console.log(
			'Look each up at its source, then change as_of, status, checked_by and check_by in values.yaml.'
		);
	return overdue > 0 ? 1 : 0;
}
