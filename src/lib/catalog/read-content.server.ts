import { countryFolder } from '../platform/country/folder.server.ts';
import { inBoth } from '#lib/platform/country/lang.ts';
import { lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { assembleCourse } from './assemble-course.server.ts';
import { checkCourse, checkTerms } from './check-course.server.ts';
import { checkDue } from './check/check-registers.ts';
import type { Course } from './course.ts';
import { Findings, type Finding } from './finding.ts';
import type { MeetingPlans } from './meeting-plan.ts';
import { parseCourse } from './parse-course.server.ts';
import { readCourseSources, replaceBank, type Sources } from './read-sources.server.ts';
import { readMeetingPlans } from './read-meeting-plans.server.ts';
import { readRegisters, type Registers } from './registers.server.ts';
import { readOnce, type ReadOnce, type Remembered } from './remember-course.server.ts';

/** A course as read from its folder, with all that the check says of it. */
export interface ReadCourse {
	folder: string;
	/** Nothing where course.yaml itself cannot be used. */
	course: Course | undefined;
	sources: Sources;
	/** Plans of its weekly meetings, where it has any. */
	plans: MeetingPlans | undefined;
	findings: Finding[];
}

export interface ReadContent {
	courses: ReadCourse[];
	registers: Registers;
	/** Of the registers themselves. */
	findings: Finding[];
}

export interface ReadOptions {
	/** UTC milliseconds: values may be due. */
	now: number;
	/** `<DATA_DIR>/banks`: banks that replace the repository's (C6). */
	banksDir?: string;
	/** Where a register is read from that does not stand in the content folder. */
	registersDir?: string;
	/** Courses that have not changed since are taken from here; default: every course is read. */
	remembered?: Remembered | undefined;
}

/** Of a country pack: words of the interface, no course. */
const WORDS = 'messages';

const isFolder = (path: string): boolean =>
	lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

/** Courses of this installation live here, read when the server starts: in its country's pack, else below the project's root. */
export const contentDir = (root: string = process.cwd()): string =>
	process.env.QADAM_COUNTRY ? countryFolder() : resolve(root, 'src/content');

/** Reads and checks one course folder. Never throws for what stands in it. */
export function readCourse(
	folder: string,
	registers: Registers,
	{ banksDir, remembered }: Pick<ReadOptions, 'banksDir' | 'remembered'> = {}
): ReadCourse {
	const findings = new Findings();
	const name = basename(folder);
	const sources = readCourseSources(folder, findings);
	const bank = banksDir && join(banksDir, name);
	const replaced = bank !== undefined && isFolder(bank) && replaceBank(sources, bank, name, findings);
	const read = (): ReadOnce => {
		const authored = parseCourse(name, sources, findings);
		if (authored) checkCourse(authored, registers, findings);
		if (authored && authored.yaml.id !== name)
			findings.add('C3.id', authored.source.place(['id']), `${authored.yaml.id}, in the folder ${name}`);
		const plans = authored && readMeetingPlans(authored, registers, findings);
		return { course: authored && assembleCourse(authored, !replaced), plans, findings: findings.all };
	};
	const {
		course,
		plans,
		findings: found
	} = remembered
		? readOnce(remembered, { name, sources, replaced, found: findings.all, registers }, read)
		: read();
	return { folder, plans, course, sources, findings: found };
}

/**
 * Reads a content folder (registers and every course in it), or one course folder with the registers beside it.
 */
export function readContent(
	folder: string,
	{ now, banksDir, registersDir, remembered }: ReadOptions
): ReadContent {
	const path = resolve(folder);
	const single = isFile(join(path, 'course.yaml'));
	const root = single ? dirname(path) : path;
	const findings = new Findings();
	if (!isFolder(path)) findings.add('C3.file', { file: folder, line: 1 }, 'no such folder');
	const registers = isFolder(root)
		? readRegisters(root, findings, registersDir)
		: {
				values: new Map(),
				facts: new Map(),
				terms: inBoth(() => new Map()),
				sets: [],
				words: undefined
			};
	checkDue(registers, now, findings);
	checkTerms(registers, findings);
	const folders = single
		? [path]
		: isFolder(root)
			? readdirSync(root)
					.sort()
					.filter((name) => name !== WORDS)
					.map((name) => join(root, name))
					.filter(isFolder)
			: [];
	return {
		courses: folders.map((course) =>
			readCourse(course, registers, { ...(banksDir && { banksDir }), remembered })
		),
		registers,
		findings: findings.all
	};
}
