import { practiceOf } from '../../src/lib/catalog/index.ts';
import { measure, weigh } from '../support/measure.ts';
import { coursesToOpen } from '../support/opened-content.ts';
import { openedServer as test } from './opened-server.ts';
import { expect } from './test.ts';

const KB = 1024;
const COURSES = coursesToOpen();
const LESSONS = COURSES.flatMap((course) => course.lessons.map((lesson) => ({ course: course.id, lesson })));

test('all courses are weighed, live or in review', () => {
	expect(COURSES.map(({ code }) => code).sort()).toEqual(['A', 'B', 'C', 'D', 'E']);
});

for (const lang of ['ur', 'en'] as const)
	for (const { course, lesson } of LESSONS)
		test(`byte budgets: lesson ${lesson.id} (${lang})`, async ({ server }) => {
			const w = await weigh(server.url, `/${lang}/learn/${course}/${lesson.id}`);
			expect(w.page, 'HTML, style and headers in the first TCP window').toBeLessThanOrEqual(14 * KB);
			expect(w.practice, 'its practice is hydrated').toBe(practiceOf(lesson)?.type !== 'questions');
			expect(w.scenes, 'what the practice says').toBeLessThanOrEqual(6 * KB);
			expect(w.first, 'script that the first view waits for').toBeLessThanOrEqual(3 * KB);
			expect(w.script, 'all script').toBeLessThanOrEqual((w.practice ? 30 : 6) * KB);
			expect(w.script - w.first - w.voice > KB, 'its practice comes after it').toBe(w.practice);
			expect(w.voice, 'reading aloud comes with every lesson').toBeGreaterThan(500);
			expect(w.voice, 'reading aloud').toBeLessThanOrEqual(3 * KB);
			expect(w.pictures.length, 'pictures').toBeGreaterThan(5);
			for (const picture of w.pictures) expect(picture.bytes, picture.path).toBeLessThanOrEqual(12 * KB);
			const pictures = w.pictures.reduce((sum, p) => sum + p.bytes, 0);
			expect(pictures, 'pictures of the lesson').toBeLessThanOrEqual(50 * KB);
			expect(w.firstView, 'first view').toBeLessThanOrEqual(60 * KB);
		});

for (const lang of ['ur', 'en'] as const)
	for (const whole of COURSES)
		test(`byte budgets: the whole of ${whole.id} as downloaded, each part as its manifest says (${lang})`, async ({
			server
		}) => {
			const parts = new Map<string, { path: string; brSize: number }>();
			for (const course of [whole.id, '_app']) {
				const answer = await fetch(`${server.url}/api/editions/${course}/${lang}`);
				const edition = (await answer.json()) as {
					parts: { path: string; sha256: string; brSize: number }[];
				};
				for (const part of edition.parts) parts.set(part.sha256, part);
			}
			for (const { path, brSize } of parts.values()) {
				const { bodyBytes } = await measure(server.url + path);
				// A style of 42 bytes is 46 in brotli, and kit's files are sent in brotli all the same.
				expect(Math.abs(bodyBytes - brSize), path).toBeLessThanOrEqual(path.startsWith('/_app/') ? 8 : 0);
			}
			const total = [...parts.values()].reduce((all, { brSize }) => all + brSize, 0);
			expect(total).toBeLessThanOrEqual(600 * KB);
			const pages = whole.lessons.map(({ id }) => `/${lang}/learn/${whole.id}/${id}`);
			const paths = [...parts.values()].map(({ path }) => path);
			expect(paths).toEqual(expect.arrayContaining(pages));
			expect(paths, 'and the scripts that bring its practices to life').toContainEqual(
				expect.stringMatching(/^\/i\/play-/)
			);
		});

test('byte budgets: the service worker and what it brings on the first visit', async ({ server }) => {
	const worker = await measure(`${server.url}/service-worker.js`);
	const precached = [...worker.text.matchAll(/"url":"([^"]+)"/g)].map(([, path]) => path!);
	expect(precached.filter((path) => !path.startsWith('i/')).sort()).toEqual([
		'blank',
		'en/offline',
		'ur/offline'
	]);
	let total = worker.bytes;
	for (const path of precached) {
		const part = await measure(`${server.url}/${path}`);
		expect(part.status, path).toBe(200);
		total += part.bytes;
	}
	expect(total).toBeLessThanOrEqual(40 * KB);
});

/** What came to browsers after Chromium 80, the floor (budgets). `replaceAll` is not among them: its islands bring it. */
const YOUNGER =
	/\.at\(|\.findLast|\.to(Sorted|Reversed|Spliced)\(|Object\.hasOwn|structuredClone\(|randomUUID|AbortSignal\.(timeout|any)|Promise\.any|Array\.fromAsync|\.group(By)?\(|\?\?=|\|\|=|&&=/g;

test("the service worker and a learner's scripts call nothing younger than Chromium 80", async ({
	server
}) => {
	const paths = new Set(['/service-worker.js']);
	for (const course of [...COURSES.map(({ id }) => id), '_app']) {
		const answer = await fetch(`${server.url}/api/editions/${course}/ur`);
		const edition = (await answer.json()) as { parts: { path: string }[] };
		for (const { path } of edition.parts) if (path.endsWith('.js')) paths.add(path);
	}
	expect(paths.size, 'the worker and the islands').toBeGreaterThan(10);
	for (const path of paths) {
		const { text } = await measure(server.url + path);
		expect(text.match(YOUNGER) ?? [], path).toEqual([]);
	}
});
