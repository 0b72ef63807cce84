import { basename, join, resolve } from 'node:path';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import type { Env } from '../platform/env.server.ts';
import { logError } from '../platform/log.server.ts';
import type { Catalogue } from './catalogue.ts';
import { readVersions, saveVersion } from './catalog.repository.server.ts';
import type { Course } from './course.ts';
import { badgeSetOf, partCheckOf, type BadgeSet } from './derive-checks.ts';
import { findingLine, type Finding } from './finding.ts';
import type { MeetingPlans } from './meeting-plan.ts';
import { contentDir, readContent, type ReadCourse } from './read-content.server.ts';
import type { Sources } from './read-sources.server.ts';
import { dueValues, type RegisterValue } from './values.ts';

export interface OpenCatalogueOptions {
	db: Db;
	clock: Clock;
	/** Names the data folder, where banks may stand (C6), and whether this is the demo. */
	env?: Pick<Env, 'dataDir' | 'demo'>;
	/** Folders with registers and courses; default: src/content below the working directory. */
	contentDirs?: readonly string[];
	/** Show drafts, and what the check refuses as far as it can be read; default: in the demo only. */
	drafts?: boolean;
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

/**
 * Reads the courses, stores each version, and knows all earlier ones (P4). A course that the check refuses never goes
 * live: its last good version stays.
 */
export async function openCatalogue(options: OpenCatalogueOptions): Promise<Catalogue> {
	const { db, clock, env, contentDirs = [contentDir()], onRefused = logRefused } = options;
	const drafts = options.drafts ?? env?.demo ?? false;
	const banksDir = env && resolve(join(env.dataDir, 'banks'));
	const values = new Map<string, RegisterValue>();
	const terms = { ur: new Map<string, string>(), en: new Map<string, string>() };
	const current = new Map<string, Course>();
	const sets: BadgeSet[] = [];
	const media = new Map<string, Sources>();
	const plans = new Map<string, MeetingPlans>();
	const stored = new Map<string, string>();
	const key = (id: string, version: string) => `${id}@${version}`;
	const newest = new Map<string, string>();
	for (const row of await readVersions(db)) {
		stored.set(key(row.course, row.version), row.body);
		newest.set(row.course, row.body);
	}

	for (const folder of contentDirs) {
		const { courses, registers } = readContent(folder, { now: clock(), ...(banksDir && { banksDir }) });
		for (const value of registers.values.values()) if (!values.has(value.key)) values.set(value.key, value);
		sets.push(...registers.sets);
		for (const lang of ['ur', 'en'] as const)
			for (const { id, is } of registers.terms[lang].values())
				if (!terms[lang].has(id)) terms[lang].set(id, is);
		for (const read of courses) {
			const errors = read.findings.filter((f) => f.severity === 'error');
			if (errors.length > 0) onRefused(read.folder, errors);
			const chosen = choose(read, errors.length === 0, drafts, newest);
			if (!chosen || current.has(chosen.id)) continue;
			current.set(chosen.id, chosen);
			media.set(chosen.id, read.sources);
			if (read.plans) plans.set(chosen.id, read.plans);
			const body = JSON.stringify(chosen);
			const live = newest.get(chosen.id);
			if (live === undefined || (JSON.parse(live) as Course).version !== chosen.version) {
				await saveVersion(db, { course: chosen.id, version: chosen.version, body, published_at: clock() });
				stored.set(key(chosen.id, chosen.version), body);
			}
		}
	}
	const inOrder = [...current.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
	const parsed = new Map<string, Course>(inOrder.map((c) => [key(c.id, c.version), c]));

	const checks = inOrder.flatMap((course) => partCheckOf(course) ?? []);
	const badgeSets = sets.flatMap((set) => badgeSetOf(set, current) ?? []);
	const derived = new Map([...checks, ...badgeSets].map((c) => [c.id, c]));
	const earned = [...inOrder, ...derived.values()];

	/** A course of the folders, in any version ever live here. */
	const wholeVersion = (id: string, version: string): Course | undefined => {
		const name = key(id, version);
		const body = stored.get(name);
		if (!parsed.has(name) && body) parsed.set(name, JSON.parse(body) as Course);
		return parsed.get(name);
	};

	return {
		courses: () => inOrder,
		earned: () => earned,
		course: (id) => current.get(id) ?? derived.get(id),
		version(id, version) {
			const made = derived.get(id);
			// A set that asks for other badges now is shown by its present words; an award keeps its own criteria (B1).
			if (!made || made.version === version || made.needs) return made ?? wholeVersion(id, version);
			// An older part check is made of the older version of its course.
			const whole = made.of === undefined ? undefined : wholeVersion(made.of, version);
			return whole && partCheckOf(whole);
		},
		value: (name, lang) => values.get(name)?.value[lang],
		term: (id, lang) => terms[lang].get(id),
		picture(course, file) {
			const found = media.get(course)?.get(`media/${file}`);
			const type = TYPES[file.split('.').at(-1) ?? ''];
			return found && type ? { type, bytes: found.bytes } : undefined;
		},
		meetingPlans: (course) => plans.get(course),
		dueValues: (now) => dueValues(values.values(), now)
	};
}

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
