import type { AuthoredBlock, AuthoredPicture, AuthoredQuestion } from '../authored.ts';
import { questionsOf } from '../authored.ts';
import type { Findings } from '../finding.ts';
import type { AuthoredCourse } from '../parse-course.server.ts';
import type { Sources } from '../read-sources.server.ts';

const PICTURE_BYTES = 12 * 1024;
const LESSON_BYTES = 50 * 1024;

/** What makes an SVG more than a drawing. It is served in a sandbox all the same (C5). */
const SVG_HOSTILE =
	/<!DOCTYPE|<!ENTITY|<\?xml-stylesheet|<script|<foreignObject|<iframe|<(?:animate|set)\b[^>]*(?:href|on\w+)|\son\w+\s*=|javascript:|@import|url\(\s*['"]?(?!#|['"]?#)|\b(?:xlink:)?href\s*=\s*["'](?!#)/i;

const picturesOf = (items: readonly (AuthoredBlock | AuthoredQuestion)[]): AuthoredPicture[] =>
	[...items, ...questionsOf(items.filter((b) => b.block === 'practice'))].flatMap((b) => [
		...(b.picture ? [b.picture] : []),
		...(b.block === 'practice' ? b.pictures : [])
	]);

const mediaFile = (sources: Sources, name: string) =>
	sources.get(`media/${name}.webp`) ?? sources.get(`media/${name}.svg`);

/** C3: every picture exists and fits; each file is what its name says and only draws. */
export function checkPictures(course: AuthoredCourse, findings: Findings): void {
	const { sources, units, prepost } = course;
	const used = new Set<string>();
	for (const unit of units)
		for (const { lesson, rehearsal, check } of Object.values(unit)) {
			const inLesson = picturesOf(lesson?.blocks ?? []);
			for (const picture of [...inLesson, ...picturesOf(rehearsal), ...picturesOf(check)]) {
				if (!mediaFile(sources, picture.name)) findings.add('C3.picture-file', picture, picture.name);
				used.add(picture.name);
			}
			const names = [...new Set(inLesson.map((p) => p.name))];
			const bytes = names.reduce((n, name) => n + (mediaFile(sources, name)?.bytes.length ?? 0), 0);
			if (lesson && bytes > LESSON_BYTES)
				findings.add('C3.lesson-size', lesson, `${Math.ceil(bytes / 1024)} KB of pictures`);
		}
	for (const picture of picturesOf(Object.values(prepost).flat())) {
		if (!mediaFile(sources, picture.name)) findings.add('C3.picture-file', picture, picture.name);
		used.add(picture.name);
	}
	for (const [path, { name, bytes }] of sources) {
		const match = /^media\/(.+)\.(svg|webp)$/.exec(path);
		if (!match) continue;
		const at = { file: name, line: 1 };
		if (bytes.length > PICTURE_BYTES) findings.add('C3.picture-size', at, `${bytes.length} bytes`);
		if (!used.has(match[1]!)) findings.add('C3.picture-unused', at, match[1]!);
		if (match[2] === 'svg') checkSvg(new TextDecoder().decode(bytes), name, findings);
		else if (
			Buffer.from(bytes.subarray(0, 12))
				.toString('latin1')
				.replace(/^(RIFF).{4}/s, '$1') !== 'RIFFWEBP'
		)
			findings.add('C3.picture-file', at, 'not a WebP picture');
	}
}

function checkSvg(text: string, file: string, findings: Findings): void {
	if (!/<svg[\s>]/i.test(text)) findings.add('C3.picture-file', { file, line: 1 }, 'not an SVG picture');
	const hostile = SVG_HOSTILE.exec(text);
	if (hostile)
		findings.add('C5.svg', { file, line: text.slice(0, hostile.index).split('\n').length }, hostile[0]);
}
