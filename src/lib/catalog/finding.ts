import { RULES, type RuleId } from './rules.ts';

/** Where in the sources something stands. Lines count from 1. */
export interface Place {
	/** Path as an author knows it: `selling-online/ur/01-where-to-sell.md`. */
	file: string;
	line: number;
}

/** One fault or doubt that the check names (C3): what, where, and what to do about it. */
export interface Finding extends Place {
	rule: RuleId;
	severity: 'error' | 'warning';
	/** The words it is about, shortened. */
	text: string;
	remedy: string;
}

const LONGEST = 120;

/** Collects what the parser and the checks find; nothing that an author writes may throw. */
export class Findings {
	readonly all: Finding[] = [];

	add(rule: RuleId, { file, line }: Place, text: string): void {
		const { severity, remedy } = RULES[rule];
		const oneLine = text.replace(/\s+/gu, ' ').trim();
		const shown = oneLine.length > LONGEST ? `${oneLine.slice(0, LONGEST - 1)}…` : oneLine;
		this.all.push({ rule, severity, file, line, text: shown, remedy });
	}

	get errors(): Finding[] {
		return this.all.filter((f) => f.severity === 'error');
	}
}

/** `file:line rule text — remedy`, the form editors and terminals link. */
export const findingLine = (f: Finding): string =>
	`${f.file}:${f.line} ${f.severity} ${f.rule} ${f.text} → ${f.remedy}`;
