import * as v from 'valibot';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Findings, Place } from '../finding.ts';

/** A parsed YAML text that still knows where each value stands. */
export interface Yaml {
	value: unknown;
	place(path: readonly (string | number)[]): Place;
}

/** A fence or front matter begins below the top of its file. */
interface At {
	file: string;
	/** Line of the text's first line. */
	firstLine: number;
}

/** Deeper than any of ours by far; the library recurses, so depth is bounded before it reads. */
const DEEPEST = 40;

function tooDeep(text: string): boolean {
	let depth = 0;
	for (const c of text) {
		if (c === '[' || c === '{') depth++;
		else if (c === ']' || c === '}') depth--;
		if (depth > DEEPEST) return true;
	}
	return new RegExp(`^ {${DEEPEST * 2},}|(?:[-?:] ){${DEEPEST},}`, 'm').test(text);
}

/** Reads YAML 1.2; aliases are refused (bombs), duplicate keys as well. Never throws. */
export function readYaml(text: string, { file, firstLine }: At, findings: Findings): Yaml | undefined {
	const lines = new LineCounter();
	const at = (offset: number): Place => ({ file, line: lines.linePos(offset).line + firstLine - 1 });
	if (tooDeep(text)) {
		findings.add('C3.yaml', { file, line: firstLine }, 'nested too deeply');
		return undefined;
	}
	try {
		const document: Document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
		for (const fault of document.errors) findings.add('C3.yaml', at(fault.pos[0]), fault.message);
		if (document.errors.length > 0) return undefined;
		const value: unknown = document.toJS({ maxAliasCount: 0 });
		const place: Yaml['place'] = (path) => {
			for (let length = path.length; length > 0; length--) {
				const node = document.getIn(path.slice(0, length), true) as
					{ range?: [number, number, number] } | undefined;
				if (node?.range) return at(node.range[0]);
			}
			return { file, line: firstLine };
		};
		return { value, place };
	} catch (error) {
		findings.add('C3.yaml', { file, line: firstLine }, (error as Error).message);
		return undefined;
	}
}

/** Parses a YAML value with a schema; each issue becomes a finding at its line. */
export function parseYaml<S extends v.GenericSchema>(
	schema: S,
	yaml: Yaml,
	findings: Findings
): v.InferOutput<S> | undefined {
	const read = v.safeParse(schema, yaml.value);
	if (read.success) return read.output;
	for (const issue of read.issues) {
		const path = (issue.path ?? []).map((p) => p.key as string | number);
		findings.add('C3.yaml', yaml.place(path), `${path.join('.') || 'the file'}: ${issue.message}`);
	}
	return undefined;
}
