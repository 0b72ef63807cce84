/** `npm run course -- publish <folder>`: a course from outside the repository, in a running installation (docs/authoring.md). */
import {
	contentDir,
	findingLine,
	publishOutside,
	withdrawOutside,
	type OutsideRefusal
} from '#lib/catalog/index.server.ts';
import { systemClock } from '#lib/platform/clock.ts';
import { readEnv } from '#lib/platform/env.server.ts';
import { never } from '#lib/platform/result.ts';
import { counted } from './words.ts';

const USAGE = `Usage: npm run course -- publish <folder>
       npm run course -- publish --withdraw <id>`;

const SOON = 'A running server shows it within a minute; one that starts shows it at once.';

function explain(refusal: OutsideRefusal, folder: string): string {
	switch (refusal.tag) {
		case 'no_course':
			return `${folder} is no folder with a course.yaml (a link to one is not followed).`;
		case 'links':
			return `These are links or no plain files, and a course has only files of its own:\n  ${refusal.files.join('\n  ')}`;
		case 'too_large':
			return `${folder} holds more than a course can: 20 MB, 5,000 names.`;
		case 'faults':
			return `${refusal.findings.map(findingLine).join('\n')}\n${counted(refusal.findings.length, 'error')}: mend them first.`;
		case 'not_live':
			return `Its status is ${refusal.status}, which learners do not see: write status: live into course.yaml.`;
		case 'own_course':
			return `${refusal.id} is a course of this repository: change it in src/content and restart, or give yours another id.`;
		case 'name_taken':
			return `${refusal.by} has or gives ${refusal.name} already: give your course, or its badge, another id.`;
		case 'register_differs':
			return `These stand in this installation and say something else there: ${refusal.names.join(', ')}. Use what stands there, or another name.`;
		default:
			return never(refusal);
	}
}

function withdraw(id: string): number {
	if (!withdrawOutside(readEnv(process.env).dataDir, id)) {
		console.error(`No course ${id} was published here from outside the repository. Nothing was changed.`);
		return 1;
	}
	console.log(
		`${id} is withdrawn: within a minute no page shows it. What learners did stays, badges stay, and work that a phone still holds is taken.`
	);
	return 0;
}

/** @returns exit code: 1 when it was refused, and then nothing has changed */
export function publishCourse(args: string[]): number {
	const [first, second, ...more] = args;
	if (first === '--withdraw' && second !== undefined && more.length === 0) return withdraw(second);
	if (first === undefined || first.startsWith('-') || second !== undefined) {
		console.error(USAGE);
		return 2;
	}
	const { dataDir } = readEnv(process.env);
	const done = publishOutside({ folder: first, dataDir, contentDir: contentDir(), now: systemClock() });
	if (!done.ok) {
		console.error(`${explain(done.refusal, first)}\nNothing was changed.`);
		return 1;
	}
	const { course, did, left, warnings } = done.value;
	for (const warning of warnings) console.log(findingLine(warning));
	if (left.length > 0) console.log(`No part of a course, and not taken: ${left.join(', ')}`);
	console.log(
		did === 'same'
			? `${course.id} ${course.version} is live already; nothing was written.`
			: `${course.id} ${course.version} ${did === 'new' ? 'is published' : 'takes the place of the former version'}. ${SOON}`
	);
	return 0;
}
