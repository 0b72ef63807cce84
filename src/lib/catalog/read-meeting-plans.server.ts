import { LANGS, inBoth } from '#lib/platform/country/lang.ts';
import * as v from 'valibot';
import type { TextRun } from './authored.ts';
import { checkRuns } from './check-course.server.ts';
import { checkIsolation } from './check/check-html.ts';
import type { Text } from './course.ts';
import type { Findings } from './finding.ts';
import { isolate } from './isolate.ts';
import type { MeetingPlan, MeetingPlans } from './meeting-plan.ts';
import type { AuthoredCourse } from './parse-course.server.ts';
import { parseYaml, readYaml, type Yaml } from './parse/yaml.ts';
import { MEETINGS_FILE, textOf } from './read-sources.server.ts';
import type { Registers } from './registers.server.ts';

const words = (most: number) =>
	v.pipe(
		v.string(),
		v.trim(),
		v.nonEmpty('must not be empty'),
		v.maxLength(most, `at most ${most} characters`)
	);
const text = (most: number) => v.strictObject(inBoth(() => words(most)));
const texts = (least: number, most: number, letters: number) =>
	v.pipe(v.array(text(letters)), v.minLength(least), v.maxLength(most));

/** The limits are those of one page of A4. */
const plan = {
	facts: v.pipe(v.array(v.string()), v.minLength(1)),
	goal: text(160),
	materials: texts(1, 5, 120),
	pair: texts(2, 4, 240),
	questions: texts(2, 4, 180),
	safety: text(360)
};
const reviewer = v.optional(v.nullable(v.string()), null);
const schema = v.strictObject({
	reviewed_by: v.strictObject({ facts: reviewer, urdu: reviewer }),
	urdu_doubts: v.optional(v.array(v.strictObject({ at: v.string(), text: v.string(), ask: v.string() })), []),
	weeks: v.array(v.strictObject({ lesson: v.string(), ...plan })),
	closing: v.optional(v.strictObject(plan))
});

/** Reads and checks `meetings.yaml` beside a course. Nothing where there is none, or where it cannot be used. */
export function readMeetingPlans(
	{ sources, yaml: course }: AuthoredCourse,
	registers: Registers,
	findings: Findings
): MeetingPlans | undefined {
	const file = sources.get(MEETINGS_FILE);
	const read = file && textOf(file, findings);
	const yaml = read && readYaml(read, { file: file.name, firstLine: 1 }, findings);
	const parsed = yaml && parseYaml(schema, yaml, findings);
	if (!parsed) return undefined;
	const weeks = new Map<string, MeetingPlan>();
	for (const [i, { lesson, ...week }] of parsed.weeks.entries()) {
		const at = ['weeks', i];
		if (!course.lessons.some(({ id }) => id === lesson))
			findings.add('C3.id', yaml.place([...at, 'lesson']), `${lesson} is no lesson of this course`);
		if (weeks.has(lesson))
			findings.add('C3.id', yaml.place([...at, 'lesson']), `${lesson} stands here twice`);
		checkPlan(week, at, yaml, registers, findings);
		weeks.set(lesson, week);
	}
	for (const { id } of course.lessons)
		if (!weeks.has(id)) findings.add('C3.id', yaml.place(['weeks']), `${id} has no week`);
	const { closing } = parsed;
	if (closing) checkPlan(closing, ['closing'], yaml, registers, findings);
	return { weeks, ...(closing && { closing }) };
}

type Path = (string | number)[];

function checkPlan(week: MeetingPlan, at: Path, yaml: Yaml, registers: Registers, findings: Findings): void {
	for (const [i, id] of week.facts.entries()) {
		const fact = registers.facts.get(id);
		const place = yaml.place([...at, 'facts', i]);
		if (!fact) findings.add('C3.fact', place, id);
		else if (fact.status === 'verify') findings.add('C3.fact-verify', place, `${id}: ${fact.statement}`);
	}
	const said: [Path, Text][] = [
		[[...at, 'goal'], week.goal],
		...(['materials', 'pair', 'questions'] as const).flatMap((part) =>
			week[part].map((line, i): [Path, Text] => [[...at, part, i], line])
		),
		[[...at, 'safety'], week.safety]
	];
	for (const lang of LANGS) {
		const runs = said.map(([path, line]): TextRun => ({
			...yaml.place([...path, lang]),
			text: line[lang],
			where: 'plan'
		}));
		checkRuns(runs, lang, registers, findings);
		for (const run of runs) checkIsolation(isolate(run.text), run, findings);
	}
}
