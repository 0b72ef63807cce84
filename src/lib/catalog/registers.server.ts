import { LANGS, inBoth, otherOf } from '#lib/platform/country/lang.ts';
import { lstatSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as v from 'valibot';
import { countWords } from './check/words.ts';
import type { Lang } from './course.ts';
import type { BadgeSet } from './derive-checks.ts';
import { Findings, type Place } from './finding.ts';
import { setsSchema } from './parse/course-yaml.schema.ts';
import { parseYaml, readYaml } from './parse/yaml.ts';
import { textOf } from './read-sources.server.ts';
import type { Fact, RegisterValue } from './values.ts';

const REGISTER_BYTES = 500_000;

/** Both registers of a content folder, with the place of each entry. */
export interface Registers {
	values: ReadonlyMap<string, RegisterValue & { at: Place }>;
	facts: ReadonlyMap<string, Fact & { at: Place }>;
	/** The glossary: what a word is, by id, in each language. */
	terms: Record<Lang, ReadonlyMap<string, { id: string; word: string; is: string; at: Place }>>;
	/** Badges that several courses open together (badges.yaml). */
	sets: readonly (BadgeSet & { at: Place })[];
	/** Words of released lessons (U25), or nothing where the list is not kept yet. */
	words: ReadonlySet<string> | undefined;
}

const line = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'), v.maxLength(1000));
const id = v.pipe(v.string(), v.regex(/^[A-Z]{1,3}\d{1,4}$/, 'such as S30'));
const shortText = v.pipe(v.union([v.string(), v.number()]), v.transform(String));

const factsSchema = v.array(
	v.strictObject({
		id,
		statement: line,
		source: line,
		grade: v.picklist(['A', 'B', 'C', 'G', 'R']),
		status: v.picklist(['ok', 'verify'])
	})
);
const valuesSchema = v.array(
	v.strictObject({
		key: v.pipe(v.string(), v.regex(/^[A-Za-z][A-Za-z0-9_]{0,60}$/, 'letters, digits and _')),
		value: v.strictObject(inBoth(() => v.pipe(shortText, v.nonEmpty()))),
		as_of: v.pipe(shortText, v.regex(/^\d{4}(?:-\d{2}){0,2}$/, 'a year, month or day')),
		source: id,
		status: v.picklist(['verify', 'checked']),
		checked_by: v.optional(v.nullable(v.string()), null),
		check_by: v.pipe(v.string(), v.isoDate('a day such as 2027-01-31'))
	})
);

const termsSchema = v.array(
	v.strictObject({
		id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,40}$/, 'small letters, digits and hyphens')),
		word: line,
		is: line
	})
);
const GLOSSARIES = LANGS.map((lang) => `glossary-${lang}.yaml`);
const OPTIONAL = new Set(['words-ur.txt', ...GLOSSARIES, 'badges.yaml']);
const EXPLAINED = [8, 30] as const;

/** All files that are registers, as they stand in a content folder. */
export const REGISTER_FILES = ['facts.yaml', 'values.yaml', ...GLOSSARIES, 'words-ur.txt'];

/**
 * Reads values.yaml, facts.yaml, the glossaries and words-ur.txt of a content folder.
 * @param orElse where a register is read from that does not stand in the folder
 */
export function readRegisters(folder: string, findings: Findings, orElse?: string): Registers {
	const read = (file: string): { text: string; name: string } | undefined => {
		const from =
			orElse !== undefined && !lstatSync(join(folder, file), { throwIfNoEntry: false }) ? orElse : folder;
		const name = `${basename(from)}/${file}`;
		try {
			const stat = lstatSync(join(from, file));
			if (!stat.isFile() || stat.size > REGISTER_BYTES) throw new Error('not a file of a size we read');
			const text = textOf({ name, bytes: readFileSync(join(from, file)) }, findings);
			return text === undefined ? undefined : { text, name };
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !OPTIONAL.has(file))
				findings.add('C3.file', { file: name, line: 1 }, (error as Error).message);
			return undefined;
		}
	};
	const entries = <S extends v.GenericSchema<unknown, object[]>>(file: string, schema: S, key: string) => {
		const found = read(file);
		const yaml = found && readYaml(found.text, { file: found.name, firstLine: 1 }, findings);
		const list = yaml && parseYaml(schema, yaml, findings);
		const out = new Map<string, v.InferOutput<S>[number] & { at: Place }>();
		for (const [i, entry] of (list ?? []).entries()) {
			const at = yaml!.place([i]);
			const name = String((entry as Record<string, unknown>)[key]);
			if (out.has(name)) findings.add('C3.yaml', at, `${name} stands here twice`);
			out.set(name, { ...entry, at });
		}
		return out;
	};
	const facts = entries('facts.yaml', factsSchema, 'id');
	const values = entries('values.yaml', valuesSchema, 'key');
	const terms = inBoth((lang) => entries(`glossary-${lang}.yaml`, termsSchema, 'id'));
	for (const lang of LANGS) {
		const other = otherOf(lang);
		for (const term of terms[lang].values()) {
			const said = countWords(term.is);
			if (said < EXPLAINED[0] || said > EXPLAINED[1])
				findings.add(
					lang === 'ur' ? 'U11' : 'E11',
					term.at,
					`${term.id} is explained in ${said} words, not 8–30`
				);
			if (!terms[other].has(term.id)) findings.add('C3.language', term.at, `${term.id} has no ${other}`);
		}
	}
	const setsFile = read('badges.yaml');
	const setsYaml = setsFile && readYaml(setsFile.text, { file: setsFile.name, firstLine: 1 }, findings);
	const sets = (setsYaml && parseYaml(setsSchema, setsYaml, findings)) ?? [];
	const words = read('words-ur.txt');
	for (const value of values.values())
		if (!facts.has(value.source)) findings.add('C3.fact', value.at, `${value.key}: ${value.source}`);
	return {
		facts,
		terms,
		sets: sets.map((set, i) => ({ ...set, at: setsYaml!.place([i]) })),
		values: new Map(
			[...values].map(([key, { as_of, checked_by, check_by, ...rest }]) => [
				key,
				{ ...rest, asOf: as_of, checkedBy: checked_by, checkBy: check_by }
			])
		),
		words: words && new Set(words.text.split('\n').map((w) => w.trim()))
	};
}
