import { LANGS, inBoth } from '#lib/platform/country/lang.ts';
import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import type { Env } from '../platform/env.server.ts';
import { logError } from '../platform/log.server.ts';
import type { Catalogue } from './catalogue.ts';
import { readVersions, saveVersion } from './catalog.repository.server.ts';
import type { Course, Lang } from './course.ts';
import { badgeSetOf, partCheckOf } from './derive-checks.ts';
import { findingLine, type Finding } from './finding.ts';
import type { MeetingPlans } from './meeting-plan.ts';
import { outsideFolders, outsideMark } from '../platform/outside-courses.server.ts';
import { contentDir, readContent, type ReadContent, type ReadCourse } from './read-content.server.ts';
import type { Sources } from './read-sources.server.ts';
import { dueValues, type RegisterValue } from './values.ts';

export interface OpenCatalogueOptions {
	db: Db;
	clock: Clock;
	/** Names the data folder, where banks (C6) and courses from outside may stand, and whether this is the demo. */
	env?: Pick<Env, 'dataDir' | 'demo'>;
	/** Folders with registers and courses; default: src/content below the working directory. */
	contentDirs?: readonly string[];
	/** Show drafts, and what the check refuses as far as it can be read; default: in the demo only. */
	drafts?: boolean;
	/** A course folder that is being written: it stands before the others, and `reload` sees every change of a file. */
	writing?: string | undefined;
	/** Names the build that reads: with it, courses that have not changed since the last start are not read again. */
	build?: string | undefined;
	/** Told of every course that the check refuses; default: the log. */
	onRefused?: (folder: string, findings: readonly Finding[]) => void;
}

const TYPES: Record<string, string> = { svg: 'image/svg+xml', webp: 'image/webp' };

const logRefused: NonNullable<OpenCatalogueOptions['onRefused']> = (folder, findings) =>
	logError('the check refuses a course: run npm run course -- check', undefined, {
		folder,
		faults: findings.length,
		first: findings.slice(0, 3).map(findingLine)
	});

/** What is shown now; replaced as a whole. */
interface Shown {
	courses: readonly Course[];
	byId: ReadonlyMap<string, Course>;
	/** Part checks and sets of badges, by id. */
	derived: ReadonlyMap<string, Course>;
	/** All that a badge is earned for. */
	earned: readonly Course[];
	media: ReadonlyMap<string, Sources>;
	plans: ReadonlyMap<string, MeetingPlans>;
	values: ReadonlyMap<string, RegisterValue>;
	terms: Record<Lang, ReadonlyMap<string, string>>;
}

const nameOf = (id: string, version: string) => `${id}@${version}`;

/**
 * Reads the courses, stores each version, and knows all earlier ones (P4). A course that the check refuses never goes
 * live: its last good version stays. The courses of `contentDirs` are read once; those of the data folder again whenever
 * `reload` finds that one came, changed or went.
 */
export async function openCatalogue(options: OpenCatalogueOptions): Promise<Catalogue> {
	const { db, clock, env, contentDirs = [contentDir()], onRefused = logRefused, writing } = options;
	const drafts = options.drafts ?? env?.demo ?? false;
	const banksDir = env && resolve(join(env.dataDir, 'banks'));
	const remembered =
		env && options.build !== undefined
			? { folder: resolve(join(env.dataDir, 'read')), reader: options.build }
			: undefined;
	/** Any version, as it was published, and those that were parsed. */
	const stored = new Map<string, string>();
	const parsed = new Map<string, Course>();
	const newest = new Map<string, string>();
	const mark = () => (env ? outsideMark(env.dataDir) : '') + (writing === undefined ? '' : stateOf(writing));
	const readFolder = (folder: string): ReadContent =>
		readContent(folder, {
			now: clock(),
			...(banksDir && { banksDir }),
			remembered,
			...(contentDirs[0] !== undefined && { registersDir: contentDirs[0] })
		});
	const readOutside = () => (env ? outsideFolders(env.dataDir).map(readFolder) : []);
	/** Courses by the ids of the part checks that they ever had: a withdrawn one's are judged still. */
	const wholeOf = new Map<string, string>();
	const remember = (course: Course) => {
		if (course.partCheck) wholeOf.set(course.partCheck.badge.id, course.id);
	};
	for (const row of await readVersions(db)) {
		stored.set(nameOf(row.course, row.version), row.body);
		newest.set(row.course, row.body);
		remember(JSON.parse(row.body) as Course);
	}

	const inside = contentDirs.map(readFolder);
	let readAt = mark();
	const readAll = () => [
		...(writing === undefined ? [] : [readFolder(writing)]),
		...inside,
		...readOutside()
	];
	let shown = await show(readAll());

	async function show(contents: readonly ReadContent[]): Promise<Shown> {
		const values = new Map<string, RegisterValue>();
		const terms = inBoth(() => new Map<string, string>());
		const byId = new Map<string, Course>();
		const media = new Map<string, Sources>();
		const plans = new Map<string, MeetingPlans>();
		for (const { courses, registers } of contents) {
			for (const value of registers.values.values()) if (!values.has(value.key)) values.set(value.key, value);
			for (const lang of LANGS)
				for (const { id, is } of registers.terms[lang].values())
					if (!terms[lang].has(id)) terms[lang].set(id, is);
			for (const read of courses) {
				const errors = read.findings.filter((f) => f.severity === 'error');
				if (errors.length > 0) onRefused(read.folder, errors);
				const chosen = choose(read, errors.length === 0, drafts, newest);
				if (!chosen || byId.has(chosen.id)) continue;
				byId.set(chosen.id, chosen);
				remember(chosen);
				media.set(chosen.id, read.sources);
				if (read.plans) plans.set(chosen.id, read.plans);
				const body = JSON.stringify(chosen);
				const before = newest.get(chosen.id);
				if (before === undefined || (JSON.parse(before) as Course).version !== chosen.version) {
					await saveVersion(db, {
						course: chosen.id,
						version: chosen.version,
						body,
						published_at: clock()
					});
					stored.set(nameOf(chosen.id, chosen.version), body);
					newest.set(chosen.id, body);
				}
				parsed.set(nameOf(chosen.id, chosen.version), chosen);
			}
		}
		const courses = [...byId.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
		const checks = courses.flatMap((course) => partCheckOf(course) ?? []);
		// The repository alone says which badges open one together.
		const sets = inside
			.flatMap(({ registers }) => registers.sets)
			.flatMap((set) => badgeSetOf(set, byId) ?? []);
		const derived = new Map([...checks, ...sets].map((c) => [c.id, c]));
		const earned = [...courses, ...derived.values()];
		return { courses, byId, derived, earned, media, plans, values, terms };
	}

	/**
	 * Another process that shares the data folder may show a course before this one has read it, and a phone may hand in its
	 * work here: it is looked for, and known from then on, though not yet shown.
	 */
	function readEarly(name: string): void {
		if (mark() === readAt) return;
		for (const { courses } of readOutside())
			for (const { course, findings } of courses)
				if (course && nameOf(course.id, course.version) === name && !findings.some(isError))
					parsed.set(name, course);
	}

	/** A course of the folders, in any version ever live here. */
	const wholeVersion = (id: string, version: string): Course | undefined => {
		const name = nameOf(id, version);
		const body = stored.get(name);
		if (!parsed.has(name) && body) parsed.set(name, JSON.parse(body) as Course);
		if (!parsed.has(name)) readEarly(name);
		return parsed.get(name);
	};

	return {
		courses: () => shown.courses,
		earned: () => shown.earned,
		course: (id) => shown.byId.get(id) ?? shown.derived.get(id),
		version(id, version) {
			const made = shown.derived.get(id);
			// A set that asks for other badges now is shown by its present words; an award keeps its own criteria (B1).
			if (made && (made.version === version || made.needs)) return made;
			if (!wholeOf.has(id)) return made ?? wholeVersion(id, version);
			// An older part check is made of the older version of its course.
			const of = wholeOf.get(id);
			const whole = of === undefined ? undefined : wholeVersion(of, version);
			return whole && partCheckOf(whole);
		},
		value: (name, lang) => shown.values.get(name)?.value[lang],
		term: (id, lang) => shown.terms[lang].get(id),
		picture(course, file) {
			const found = shown.media.get(course)?.get(`media/${file}`);
			const type = TYPES[file.split('.').at(-1) ?? ''];
			return found && type ? { type, bytes: found.bytes } : undefined;
		},
		meetingPlans: (course) => shown.plans.get(course),
		dueValues: (now) => dueValues(shown.values.values(), now),
		async reload() {
			const now = mark();
			if (now === readAt) return false;
			shown = await show(readAll());
			readAt = now;
			return true;
		}
	};
}

/** Sizes and times of a course's files and of the registers beside it. */
function stateOf(folder: string): string {
	const files = [folder, dirname(folder)].flatMap((dir, beside) =>
		readdirSync(dir, { recursive: beside === 0, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath, entry.name))
	);
	return files
		.map((file) => {
			const stat = lstatSync(file, { throwIfNoEntry: false });
			return `${file} ${stat?.size} ${stat?.mtimeMs}`;
		})
		.join('\n');
}

const isError = (f: Finding): boolean => f.severity === 'error';

/** What is shown of a folder: what stands there, the last good version, or nothing. */
function choose(
	{ folder, course }: ReadCourse,
	passes: boolean,
	drafts: boolean,
	newest: ReadonlyMap<string, string>
): Course | undefined {
	if (drafts) return course;
	if (passes) return course?.status === 'live' ? course : undefined;
	const lastGood = newest.get(course?.id ?? basename(folder));
	return lastGood === undefined ? undefined : (JSON.parse(lastGood) as Course);
}
