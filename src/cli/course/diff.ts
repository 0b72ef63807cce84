/** `npm run course -- diff <folder>`: what a course changes against the version that is live in this installation. */
import { existsSync } from 'node:fs';
import { contentDir, readContent, readVersions } from '#lib/catalog/index.server.ts';
import { diffCourse, type Change, type Course, type CourseDiff } from '#lib/catalog/index.ts';
import { systemClock } from '#lib/platform/clock.ts';
import { openDatabase, sqliteFile } from '#lib/platform/db.server.ts';
import { readEnv } from '#lib/platform/env.server.ts';

/** Versions of one course that were ever live here, the newest last. No database is made where there is none. */
async function versionsOf(id: string): Promise<Course[]> {
	const env = readEnv(process.env);
	if (!env.databaseUrl && !existsSync(sqliteFile(env.dataDir))) return [];
	const { db, close } = await openDatabase(env.databaseUrl, env.dataDir);
	try {
		return (await readVersions(db)).filter((r) => r.course === id).map((r) => JSON.parse(r.body) as Course);
	} finally {
		await close();
	}
}

const line = (sign: string, { kind, id, what }: Change): string =>
	`${sign} ${kind} ${id}${what.length > 0 ? `: ${what.join(', ')}` : ''}`;

function told(diff: CourseDiff): string[] {
	const cards = diff.changed.filter(
		(c) => c.kind === 'card' && c.what.some((w) => w === 'urdu' || w === 'english')
	);
	return [
		...(diff.course.length > 0 ? [`~ course: ${diff.course.join(', ')}`] : []),
		...diff.came.map((c) => line('+', c)),
		...diff.went.map((c) => line('-', c)),
		...diff.changed.map((c) => line('~', c)),
		...(cards.length > 0
			? [
					`A recording of these cards retires with its words, where there is one: ${cards.map((c) => c.id).join(', ')}`
				]
			: []),
		...diff.signed.map(
			({ lesson, lang, by }) =>
				`${lesson} (${lang}): ${by} signed for the former words: take the name out of reviewed_by, or have it read again`
		),
		...(diff.loud.length > 0
			? [
					'',
					'IDS IN LEARNERS’ LOGS. An id is never used again for something else (docs/authoring.md):',
					...diff.loud.map(({ id, why }) => `!! ${id} ${why}`)
				]
			: [])
	];
}

/** @returns exit code; what changes is no fault, so 0 also where ids are named loudly */
export async function showDiff(args: string[]): Promise<number> {
	const json = args.includes('--json');
	const [folder, ...more] = args.filter((a) => a !== '--json');
	if (folder === undefined || more.length > 0 || folder.startsWith('-')) {
		console.error('Usage: npm run course -- diff <folder> [--json]');
		return 2;
	}
	const { courses } = readContent(folder, { now: systemClock(), registersDir: contentDir() });
	const next = courses[0]?.course;
	if (courses.length !== 1 || !next) {
		console.error(`${folder} holds no course that can be read: run npm run course -- check ${folder}`);
		return 1;
	}
	const versions = await versionsOf(next.id);
	const live = versions.at(-1);
	if (!live) {
		console.log(json ? 'null' : `No version of ${next.id} was ever live here: all of it is new.`);
		return 0;
	}
	const diff = diffCourse(live, next, versions.slice(0, -1));
	if (json) console.log(JSON.stringify({ live: live.version, next: next.version, ...diff }, null, '\t'));
	else {
		const lines = told(diff);
		console.log(`${next.id}: live ${live.version}, here ${next.version}`);
		console.log(lines.length > 0 ? lines.join('\n') : 'Nothing that a learner sees or is judged by changes.');
	}
	return 0;
}
