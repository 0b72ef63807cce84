/** `npm run course -- new <folder>`: a course of one whole lesson in both languages, to be written over. */
import { cpSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PICTURES } from './pictures.ts';

const TEMPLATE = fileURLToPath(new URL('template', import.meta.url));
const ID = /^[a-z][a-z0-9_-]{0,40}$/;

/** Asks nothing, overwrites nothing. @returns exit code */
export function makeCourse([folder, ...more]: string[]): number {
	if (folder === undefined || more.length > 0) {
		console.error('Usage: npm run course -- new <folder>');
		return 2;
	}
	const path = resolve(folder);
	const id = basename(path);
	if (!ID.test(id)) {
		console.error(
			`“${id}” cannot be a course's id: small letters, digits and hyphens, a letter first. Name the folder so.`
		);
		return 1;
	}
	if (lstatSync(path, { throwIfNoEntry: false })) {
		console.error(`${folder} exists already. Nothing was changed: name a folder that does not.`);
		return 1;
	}
	mkdirSync(path, { recursive: true });
	cpSync(TEMPLATE, path, { recursive: true });
	const main = join(path, 'course.yaml');
	writeFileSync(main, readFileSync(main, 'utf8').replaceAll('new-course', id));
	mkdirSync(join(path, 'media'));
	for (const [name, svg] of Object.entries(PICTURES)) writeFileSync(join(path, 'media', `${name}.svg`), svg);
	const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).length;
	console.log(
		[
			`${folder}: ${files} files, one lesson in Urdu and English, a draft that passes the check.`,
			'Next:',
			`  npm run course -- preview ${folder}    see it, and see each change as you save it`,
			`  npm run course -- check ${folder}      what must be mended, with file and line`,
			'Begin with course.yaml and ur/01-first-lesson.md. docs/authoring.md goes on from here.'
		].join('\n')
	);
	return 0;
}
