import type { AuthoredLesson, TextRun } from '../authored.ts';
import type { Lang } from '../course.ts';
import type { Findings } from '../finding.ts';
import type { Registers } from '../registers.server.ts';
import { isOverdue, VALUE_KEY } from '../values.ts';

const keysIn = (text: string): string[] => [...text.matchAll(VALUE_KEY)].map((m) => m[1]!.trim());

/** C3: facts a lesson names exist, and an unchecked one is said only through a value that rests on it. */
export function checkFacts(
	lesson: AuthoredLesson,
	runs: readonly TextRun[],
	registers: Registers,
	findings: Findings
): void {
	const through = new Set(
		runs.flatMap((r) => keysIn(r.text)).map((key) => registers.values.get(key)?.source)
	);
	for (const id of lesson.facts) {
		const fact = registers.facts.get(id);
		if (!fact) findings.add('C3.fact', lesson.factsPlace, id);
		else if (fact.status === 'verify' && !through.has(id))
			findings.add('C3.fact-verify', lesson.factsPlace, `${id}: ${fact.statement}`);
	}
}

/** Long enough to be this value and no other number of a lesson. */
const distinctive = (value: string): boolean => (value.match(/\d/g)?.length ?? 0) >= 4;

/** Whether a text writes a value out, as a number of its own and not inside a longer one. */
function states(text: string, value: string): boolean {
	for (let i = text.indexOf(value); i >= 0; i = text.indexOf(value, i + 1))
		if (!/[\d,.]$/.test(text.slice(0, i)) && !/^[,.]?\d/.test(text.slice(i + value.length))) return true;
	return false;
}

/** C4: values exist, stand in cards only, and are never written out. */
export function checkValues(
	runs: readonly TextRun[],
	lang: Lang,
	registers: Registers,
	findings: Findings
): void {
	const written = [...registers.values.values()].filter((v) => distinctive(v.value[lang]));
	for (const run of runs) {
		const filled = run.where === 'paragraph' || run.where === 'list';
		for (const key of keysIn(run.text)) {
			if (!filled) findings.add('C4.value-question', run, `{{${key}}}`);
			else if (!registers.values.has(key)) findings.add('C4.value', run, `{{${key}}}`);
		}
		for (const { key, value } of written)
			if (states(run.text, value[lang])) findings.add('C4.value-stated', run, `${value[lang]} is {{${key}}}`);
	}
}

/** C4: values whose day has come. */
export function checkDue(registers: Registers, now: number, findings: Findings): void {
	for (const value of registers.values.values())
		if (isOverdue(value, now))
			findings.add('C4.value-due', value.at, `${value.key}: check by ${value.checkBy}`);
}
