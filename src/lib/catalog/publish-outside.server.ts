import { LANGS } from '#lib/platform/country/lang.ts';
import { randomUUID } from 'node:crypto';
import {
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { HOUR } from '../platform/clock.ts';
import { syncPath, syncTree, writeDurably } from '../platform/durable-files.server.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Course } from './course.ts';
import { Findings, type Finding } from './finding.ts';
import {
	COURSE_ID,
	LIVE,
	liveFolder,
	outsideDir,
	outsideFolders
} from '../platform/outside-courses.server.ts';
import { readContent } from './read-content.server.ts';
import { readCourseSources } from './read-sources.server.ts';
import { REGISTER_FILES, type Registers } from './registers.server.ts';

/** Of all files of one course together; the whole of course A has under one. */
const COURSE_BYTES = 20_000_000;
/** Names in the folder, also of files that are no part of a course. */
const ENTRIES = 5_000;

export type OutsideRefusal =
	/** No folder with a course.yaml stands there. */
	| { tag: 'no_course' }
	/** C5. Links lead out of the folder. */
	| { tag: 'links'; files: string[] }
	| { tag: 'too_large' }
	/** C3. What must be mended. */
	| { tag: 'faults'; findings: Finding[] }
	/** `draft` and `review` are not shown to learners. */
	| { tag: 'not_live'; status: Course['status'] }
	/** The repository has a course of this id: it is changed there. */
	| { tag: 'own_course'; id: string }
	/** Another course has, or gives a badge of, this id. */
	| { tag: 'name_taken'; name: string; by: string }
	/** A value or a word of its own registers stands here already, and says something else. */
	| { tag: 'register_differs'; names: string[] };

export interface Outside {
	course: Course;
	/** `same`: this is what is live already; nothing was written. */
	did: 'new' | 'update' | 'same';
	/** Names in the folder that are no part of a course, and were not taken. */
	left: string[];
	/** Warnings: for a person to judge. */
	warnings: Finding[];
}

export interface PublishOutside {
	folder: string;
	dataDir: string;
	/** The repository's courses and registers. */
	contentDir: string;
	/** UTC milliseconds. */
	now: number;
}

/**
 * A course from outside the repository goes live: it is copied into the data folder, the copy is checked, and only then the
 * pointer is turned. A running server notices (src/server.ts). Refused, it changes nothing.
 */
export function publishOutside({
	folder,
	dataDir,
	contentDir,
	now
}: PublishOutside): Result<Outside, OutsideRefusal> {
	const from = resolve(folder);
	const id = basename(from);
	const looked = look(from);
	if (!looked.ok) return looked;
	const named = readContent(from, { now, registersDir: contentDir });
	const faults = errorsOf(named);
	if (faults.length > 0) return refuse({ tag: 'faults', findings: faults });

	const root = outsideDir(dataDir);
	mkdirSync(root, { recursive: true });
	sweep(root, now);
	const stage = join(root, `.new-${randomUUID()}`);
	try {
		const left = copy({ from, stage, id, contentDir, names: looked.value });
		// What is checked is what goes live, whatever happens meanwhile to the folder it came from.
		const content = readContent(join(stage, id), { now, banksDir: resolve(dataDir, 'banks') });
		const found = errorsOf(content);
		const course = content.courses[0]?.course;
		if (found.length > 0 || !course) return refuse({ tag: 'faults', findings: found });
		if (course.status !== 'live') return refuse({ tag: 'not_live', status: course.status });
		const clash = clashes(course, content.registers, { dataDir, contentDir, now });
		if (clash) return refuse(clash);

		const before = liveFolder(dataDir, id);
		const name = `${course.version}-${fingerprint(stage).slice(0, 8)}`;
		const warnings = content.courses[0]!.findings.filter((f) => f.severity === 'warning');
		if (before === join(root, id, name)) return ok({ course, did: 'same', left, warnings });
		mkdirSync(join(root, id), { recursive: true });
		if (!existsSync(join(root, id, name))) {
			syncTree(stage);
			renameSync(stage, join(root, id, name));
			syncPath(join(root, id));
		}
		turn(join(root, id), name);
		return ok({ course, did: before ? 'update' : 'new', left, warnings });
	} finally {
		rmSync(stage, { recursive: true, force: true });
	}
}

/** It is shown no more; what was done with it stays. @returns whether it was live from outside */
export function withdrawOutside(dataDir: string, id: string): boolean {
	if (!COURSE_ID.test(id) || !liveFolder(dataDir, id)) return false;
	const folder = join(outsideDir(dataDir), id);
	rmSync(join(folder, LIVE));
	syncPath(folder);
	return true;
}

/** Only real folders and files; their names, from the folder. */
function look(from: string): Result<string[], OutsideRefusal> {
	const top = lstatSync(from, { throwIfNoEntry: false });
	if (!top?.isDirectory() || !lstatSync(join(from, 'course.yaml'), { throwIfNoEntry: false }))
		return refuse({ tag: 'no_course' });
	const names: string[] = [];
	const links: string[] = [];
	let bytes = 0;
	const visit = (inside: string): boolean => {
		for (const entry of readdirSync(join(from, inside), { withFileTypes: true })) {
			const name = inside ? `${inside}/${entry.name}` : entry.name;
			// Of the author's tools, such as .git.
			if (entry.name.startsWith('.')) continue;
			if (names.push(name) > ENTRIES) return false;
			if (entry.isDirectory()) {
				if (!visit(name)) return false;
			} else if (!entry.isFile()) links.push(name);
			else bytes += lstatSync(join(from, name)).size;
		}
		return bytes <= COURSE_BYTES;
	};
	if (!visit('')) return refuse({ tag: 'too_large' });
	for (const file of REGISTER_FILES)
		if (lstatSync(join(dirname(from), file), { throwIfNoEntry: false })?.isSymbolicLink())
			links.push(`../${file}`);
	return links.length > 0 ? refuse({ tag: 'links', files: links }) : ok(names);
}

const errorsOf = ({ findings, courses }: ReturnType<typeof readContent>): Finding[] =>
	[...findings, ...courses.flatMap((c) => c.findings)].filter((f) => f.severity === 'error');

/**
 * The files that the format knows, and each register: the one beside the course, or the repository's.
 * @returns names that are no part of a course
 */
function copy({
	from,
	stage,
	id,
	contentDir,
	names
}: {
	from: string;
	stage: string;
	id: string;
	contentDir: string;
	names: readonly string[];
}): string[] {
	const sources = readCourseSources(from, new Findings());
	for (const [path, { bytes }] of sources) {
		const file = join(stage, id, path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, bytes);
	}
	for (const file of REGISTER_FILES) {
		const own = join(dirname(from), file);
		const source = lstatSync(own, { throwIfNoEntry: false }) ? own : join(contentDir, file);
		if (lstatSync(source, { throwIfNoEntry: false })?.isFile())
			writeFileSync(join(stage, file), readFileSync(source));
	}
	return names.filter(
		(name) => !sources.has(name) && ![...sources.keys()].some((p) => p.startsWith(`${name}/`))
	);
}

/** What attempts and awards know a course, and what is made of it, by. */
const namesOf = ({ id, badge, partCheck }: Course): string[] => [
	...new Set([id, badge.id, ...(partCheck ? [partCheck.badge.id] : [])])
];

/** What this course would say or give that another one here says or gives already. */
function clashes(
	course: Course,
	own: Registers,
	{ dataDir, contentDir, now }: Pick<PublishOutside, 'dataDir' | 'contentDir' | 'now'>
): OutsideRefusal | undefined {
	const { id } = course;
	const repository = readContent(contentDir, { now });
	if (repository.courses.some((read) => (read.course?.id ?? basename(read.folder)) === id))
		return { tag: 'own_course', id };
	const others = outsideFolders(dataDir)
		.filter((folder) => basename(dirname(folder)) !== id)
		.map((folder) => readContent(folder, { now }));
	// The first that says a key is believed (openCatalogue), the repository before all.
	const all = [repository, ...others];
	const names = all.flatMap(({ courses, registers }) => [
		...courses.flatMap(({ course }) =>
			course ? namesOf(course).map((name) => ({ name, of: course.id })) : []
		),
		...registers.sets.map(({ badge }) => ({ name: badge.id, of: 'badges.yaml' }))
	]);
	const taken = names.find(({ name }) => namesOf(course).includes(name));
	if (taken) return { tag: 'name_taken', name: taken.name, by: taken.of };
	const differs: string[] = [];
	for (const [key, { value }] of own.values) {
		const here = all.map(({ registers }) => registers.values.get(key)?.value).find((v) => v !== undefined);
		if (here && LANGS.some((lang) => here[lang] !== value[lang])) differs.push(key);
	}
	for (const lang of LANGS)
		for (const [term, { is }] of own.terms[lang]) {
			const here = all
				.map(({ registers }) => registers.terms[lang].get(term)?.is)
				.find((v) => v !== undefined);
			if (here !== undefined && here !== is) differs.push(`${term} (${lang})`);
		}
	return differs.length > 0 ? { tag: 'register_differs', names: differs } : undefined;
}

/** Of all names and bytes below a folder. */
function fingerprint(folder: string): string {
	const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
	return sha256HexSync(
		files
			.filter((file) => statSync(join(folder, file)).isFile())
			.map((file) => `${file} ${sha256HexSync(readFileSync(join(folder, file)))}`)
			.join('\n')
	);
}

/** The pointer says the old folder or the new one, never half a name. */
function turn(folder: string, name: string): void {
	const next = join(folder, `.live-${randomUUID()}`);
	writeDurably(next, `${name}\n`);
	renameSync(next, join(folder, LIVE));
	syncPath(folder);
}

/** What a publication left that was cut off. */
function sweep(root: string, now: number): void {
	for (const name of readdirSync(root))
		if (name.startsWith('.new-') && statSync(join(root, name)).mtimeMs < now - HOUR)
			rmSync(join(root, name), { recursive: true, force: true });
}
