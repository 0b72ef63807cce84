import { EITHER, inBoth } from '#lib/platform/country/lang.ts';
import type { AuthoredQuestion, AuthoredUnit } from './authored.ts';
import type { Lang } from './course.ts';
import type { Findings } from './finding.ts';
import { courseSchema, type CourseYaml } from './parse/course-yaml.schema.ts';
import { parseLesson, parseQuestions } from './parse/lesson.ts';
import { parseYaml, readYaml, type Yaml } from './parse/yaml.ts';
import { textOf, type Sources } from './read-sources.server.ts';

const LESSON = new RegExp(String.raw`^${EITHER}/(?:rehearsal/|check/)?(\d{2}-.+)\.md$`);

/** A course as its authors wrote it: each language for itself, every text with file and line. */
export interface AuthoredCourse {
	/** Name of the folder, as findings show it. */
	folder: string;
	yaml: CourseYaml;
	/** The same with positions. */
	source: Yaml;
	/** Per lesson in the order of course.yaml. */
	units: Record<Lang, AuthoredUnit>[];
	prepost: Record<Lang, AuthoredQuestion[]>;
	sources: Sources;
}

/** Parses every file that course.yaml names. Nothing only if course.yaml itself cannot be used. */
export function parseCourse(
	folder: string,
	sources: Sources,
	findings: Findings
): AuthoredCourse | undefined {
	const read = (path: string, required = true): { text: string; name: string } | undefined => {
		const file = sources.get(path);
		if (!file) {
			if (required) findings.add('C3.file', { file: `${folder}/${path}`, line: 1 }, 'is missing');
			return undefined;
		}
		const text = textOf(file, findings);
		return text === undefined ? undefined : { text, name: file.name };
	};
	const main = read('course.yaml');
	const source = main && readYaml(main.text, { file: main.name, firstLine: 1 }, findings);
	const yaml = source && parseYaml(courseSchema, source, findings);
	if (!source || !yaml) return undefined;

	const questions = (path: string, place: 'lesson' | 'check' | 'prepost'): AuthoredQuestion[] => {
		const file = read(path);
		return file ? parseQuestions(file.text, file.name, place, findings) : [];
	};
	const unit = (lang: Lang, file: string): AuthoredUnit => {
		const found = read(`${lang}/${file}.md`);
		const lesson = found && parseLesson(found.text, found.name, lang, findings);
		return {
			...(lesson && { lesson }),
			rehearsal: questions(`${lang}/rehearsal/${file}.md`, 'lesson'),
			check: questions(`${lang}/check/${file}.md`, 'check')
		};
	};
	const known = new Set(yaml.lessons.map((l) => l.file));
	for (const [path, file] of sources) {
		const name = LESSON.exec(path)?.[1];
		if (name && !known.has(name))
			findings.add('C3.file', { file: file.name, line: 1 }, 'course.yaml names no such lesson');
	}
	return {
		folder,
		yaml,
		source,
		units: yaml.lessons.map((l) => inBoth((lang) => unit(lang, l.file))),
		prepost: inBoth((lang) => questions(`${lang}/prepost.md`, 'prepost')),
		sources
	};
}
