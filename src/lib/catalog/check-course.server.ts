import { LANGS } from '#lib/platform/country/lang.ts';
import type { TextRun } from './authored.ts';
import { runsOfBlock, runsOfQuestion } from './authored.ts';
import { checkIsolation } from './check/check-html.ts';
import { checkBlockLimits, checkEnglish, checkQuestionLimits, checkSummary } from './check/check-limits.ts';
import { checkPictures } from './check/check-pictures.ts';
import { checkFacts, checkValues } from './check/check-registers.ts';
import { checkStructure } from './check/check-structure.ts';
import { checkNewWords, checkUrdu } from './check/check-urdu.ts';
import type { Lang } from './course.ts';
import type { Findings } from './finding.ts';
import type { AuthoredCourse } from './parse-course.server.ts';
import { isolate } from './isolate.ts';
import type { Registers } from './registers.server.ts';
import { TERM } from './values.ts';

/** All that the check says about a parsed course (C3, C4, C5, C6 and the language guides). */
export function checkCourse(course: AuthoredCourse, registers: Registers, findings: Findings): void {
	checkStructure(course, findings);
	checkPictures(course, findings);
	const known = registers.words && new Set(registers.words);
	for (const unit of course.units)
		for (const lang of LANGS) checkUnit(unit[lang], lang, registers, known, findings);
	for (const lang of LANGS) {
		const asked = course.prepost[lang];
		for (const q of asked) checkQuestionLimits(q, lang, findings);
		checkRuns(asked.flatMap(runsOfQuestion), lang, registers, findings);
		checkRuns(courseRuns(course, lang), lang, registers, findings);
	}
	silence(course, findings);
}

function checkUnit(
	{ lesson, rehearsal, check }: AuthoredCourse['units'][number][Lang],
	lang: Lang,
	registers: Registers,
	known: Set<string> | undefined,
	findings: Findings
): void {
	const questions = [...rehearsal, ...check];
	for (const q of questions) checkQuestionLimits(q, lang, findings);
	checkRuns(questions.flatMap(runsOfQuestion), lang, registers, findings);
	if (!lesson) return;
	const runs = lesson.blocks.flatMap(runsOfBlock);
	checkRuns([lesson.title, lesson.summary, ...runs], lang, registers, findings);
	checkSummary(lesson.summary, lang, findings);
	checkFacts(lesson, runs, registers, findings);
	for (const block of lesson.blocks)
		if (block.block !== 'question')
			for (const part of block.parts)
				for (const [, id] of part.html.matchAll(TERM))
					if (!registers.terms[lang].has(id!)) findings.add('C3.term', part, `${id}`);
	for (const block of lesson.blocks) {
		checkBlockLimits(block, lang, findings);
		if (block.block !== 'question') for (const part of block.parts) checkIsolation(part.html, part, findings);
	}
	if (known && lang === 'ur') checkNewWords([lesson.title, ...runs], known, findings);
}

export function checkRuns(
	runs: readonly TextRun[],
	lang: Lang,
	registers: Registers,
	findings: Findings
): void {
	checkValues(runs, lang, registers, findings);
	for (const run of runs) {
		if (lang === 'ur') checkUrdu(run, findings);
		else checkEnglish(run, findings);
		// Cards were checked as rendered; these texts are rendered by `isolate`.
		if (run.where === 'stem' || run.where === 'option' || run.where === 'reason')
			checkIsolation(isolate(run.text), run, findings);
	}
}

/** The sentences of the registers, by the language guides: the glossary and the badges of several courses. */
export function checkTerms(registers: Registers, findings: Findings): void {
	for (const { badge, at } of registers.sets)
		for (const lang of LANGS)
			for (const text of [badge.name[lang], badge.description[lang], badge.criteria[lang]])
				checkRuns([{ ...at, text, where: 'course' }], lang, registers, findings);
	for (const lang of LANGS)
		for (const { is, at } of registers.terms[lang].values())
			checkRuns([{ ...at, text: is, where: 'speech' }], lang, registers, findings);
}

/** Texts of course.yaml in one language. */
function courseRuns({ yaml, source }: AuthoredCourse, lang: Lang): TextRun[] {
	const run = (path: (string | number)[], text: string | undefined): TextRun[] =>
		text === undefined ? [] : [{ ...source.place([...path, lang]), text, where: 'course' }];
	return [
		...(['title', 'summary', 'outcome', 'warning'] as const).flatMap((key) => run([key], yaml[key]?.[lang])),
		...(['name', 'description', 'criteria'] as const).flatMap((key) =>
			run(['badge', key], yaml.badge[key][lang])
		),
		...run(['part_check', 'summary'], yaml.part_check?.summary[lang]),
		...(['name', 'description', 'criteria'] as const).flatMap((key) =>
			run(['part_check', 'badge', key], yaml.part_check?.badge[key][lang])
		),
		...yaml.practical.rubric.flatMap((r, i) => run(['practical', 'rubric', i, 'text'], r.text[lang]))
	];
}

/** A lesson may silence a warning, never an error, with a reason in its front matter. */
function silence(course: AuthoredCourse, findings: Findings): void {
	const allowed = new Set(
		course.units.flatMap((u) =>
			LANGS.map((lang) => u[lang].lesson).flatMap(
				(lesson) => lesson?.allow.map((rule) => `${lesson.file} ${rule}`) ?? []
			)
		)
	);
	const kept = findings.all.filter((f) => f.severity === 'error' || !allowed.has(`${f.file} ${f.rule}`));
	findings.all.splice(0, findings.all.length, ...kept);
}
