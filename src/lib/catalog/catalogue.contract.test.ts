import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { describeEachDatabase } from '../../../tests/support/databases.ts';
import { copyFixture, fixtureCourses, type Edit } from '../../../tests/support/tiny-course.ts';
import {
	currentEdition,
	findPublished,
	openCatalogue,
	publish,
	publishOutside,
	servePublished,
	withdrawOutside,
	type RenderPage
} from './index.server.ts';
import { setPublished } from './published.server.ts';
import { serveFormer } from './serve-former.server.ts';

const NOW = Date.UTC(2026, 10, 23);
let now = NOW;
const clock = () => now++;
const BROKEN = { 'tiny/ur/01-picture.md': (t: string) => t.replace('نادیہ ہنس پڑی۔', 'نادیہ ہنس پڑی') };

const made: { remove(): void }[] = [];
const folder = (edits: Record<string, Edit> = {}): string => {
	const copy = copyFixture(edits);
	made.push(copy);
	return copy.folder;
};
afterEach(() => {
	for (const copy of made.splice(0)) copy.remove();
	setPublished(new Map(), []);
});

describeEachDatabase('the catalogue', (get) => {
	const open = (contentDir: string, more: Partial<Parameters<typeof openCatalogue>[0]> = {}) =>
		openCatalogue({ db: get().db, clock, contentDirs: [contentDir], onRefused: () => {}, ...more });

	test('P4 every version ever published stays known, as it was', async () => {
		const first = (await open(fixtureCourses)).course('tiny')!;
		const next = await open(folder({ 'tiny/ur/02-listing.md': (t) => t.replace('بہترین کپ', 'اچھا کپ') }));
		expect(next.course('tiny')!.version).not.toBe(first.version);
		expect(next.version('tiny', first.version)).toEqual(first);
		expect(next.version('tiny', 'none')).toBeUndefined();
	});

	test('C3 a course that the check refuses does not go live: the last good version stays', async () => {
		const good = (await open(fixtureCourses)).course('tiny')!;
		const refused: string[] = [];
		const catalogue = await open(folder(BROKEN), { onRefused: (_, faults) => refused.push(faults[0]!.rule) });
		expect(refused).toEqual(['U09']);
		expect(catalogue.courses().map((c) => c.version)).toEqual([good.version]);
	});

	test('drafts and refused courses are seen only where drafts are', async () => {
		const draft = folder({ 'tiny/course.yaml': (t) => t.replace('status: live', 'status: draft') });
		expect((await open(draft)).courses()).toEqual([]);
		expect((await open(draft, { drafts: true })).courses().map((c) => c.status)).toEqual(['draft']);
		expect((await open(folder(BROKEN), { drafts: true })).courses()).toHaveLength(1);
	});

	test('C6 a bank in the data folder replaces the open one, and the version says so', async () => {
		const open1 = (await open(fixtureCourses)).course('tiny')!;
		const dataDir = folder();
		for (const lang of ['ur', 'en'] as const) {
			mkdirSync(join(dataDir, `banks/tiny/${lang}/check`), { recursive: true });
			for (const [i, lesson] of ['01-picture', '02-listing', '03-price'].entries())
				writeFileSync(
					join(dataDir, `banks/tiny/${lang}/check/${lesson}.md`),
					[7, 8]
						.map(
							(n) =>
								`:::question{#t${i + 1}-c${n} type=amount level=easy kind=sum}\n${lang === 'ur' ? 'کتنے ہوئے؟' : 'How many?'}\n\n- [x] ${n}\n:::\n`
						)
						.join('\n')
				);
		}
		const env = { dataDir, demo: false };
		const replaced = (await open(fixtureCourses, { env })).course('tiny')!;
		expect(open1.openBank).toBe(true);
		expect(replaced.openBank).toBe(false);
		expect(replaced.version).not.toBe(open1.version);
		expect(replaced.check.items.map((i) => i.id)).toEqual([
			't1-c7',
			't1-c8',
			't2-c7',
			't2-c8',
			't3-c7',
			't3-c8'
		]);

		rmSync(join(dataDir, 'banks/tiny/en'), { recursive: true });
		const half = await open(fixtureCourses, { env, drafts: true });
		expect(half.course('tiny')!.openBank).toBe(true);
	});

	test('C4 values are read by key and language, and what is due is known', async () => {
		const catalogue = await open(fixtureCourses);
		expect(catalogue.value('dial_code', 'ur')).toBe('*2262#');
		expect(catalogue.value('none', 'ur')).toBeUndefined();
		expect(catalogue.dueValues(NOW).map((v) => v.key)).toEqual(['helpline']);
	});

	test('C5 a picture is found by its own name only', async () => {
		const catalogue = await open(fixtureCourses);
		expect(catalogue.picture('tiny', 't1-sun.svg')!.type).toBe('image/svg+xml');
		for (const name of ['../course.yaml', 'course.yaml', 't1-sun', '', '__proto__'])
			expect(catalogue.picture('tiny', name)).toBeUndefined();
		expect(catalogue.picture('../tiny', 't1-sun.svg')).toBeUndefined();
	});

	describe('courses from outside, while serving', () => {
		const own = () => {
			const empty = folder();
			rmSync(join(empty, 'tiny'), { recursive: true });
			return empty;
		};
		const said = (n: number) => ({
			'tiny/en/01-picture.md': (t: string) => t.replace('Nadia laughed.', `Nadia laughed ${n} times.`)
		});
		const at = async (dataDir: string, contentDir: string) => ({
			one: await open(contentDir, { env: { dataDir, demo: false } }),
			other: await open(contentDir, { env: { dataDir, demo: false } }),
			publish: (from: string) => {
				const done = publishOutside({ folder: join(from, 'tiny'), dataDir, contentDir, now: NOW });
				if (!done.ok) throw new Error(done.refusal.tag);
				return done.value.course.version;
			}
		});

		test('C1 every process takes it by itself; work with it is judged by one that does not show it yet', async () => {
			const { one, other, publish } = await at(folder(), own());
			expect([one.courses(), await one.reload()]).toEqual([[], false]);
			const first = publish(folder(said(31)));
			expect(one.courses()).toEqual([]);
			expect(await one.reload()).toBe(true);
			expect(await one.reload()).toBe(false);
			expect(one.course('tiny')!.version).toBe(first);
			expect(one.picture('tiny', 't1-sun.svg')).toBeDefined();
			// A phone that read it there hands in here.
			expect(other.course('tiny')).toBeUndefined();
			expect(other.version('tiny', first)!.check).toEqual(one.course('tiny')!.check);
			expect(other.version('tiny', 'f'.repeat(16))).toBeUndefined();
			expect(await other.reload()).toBe(true);
			expect(other.course('tiny')).toEqual(one.course('tiny'));
		});

		test('P4 an update keeps the version before; withdrawn, it is shown no more and judged still, also after a restart', async () => {
			const [dataDir, contentDir] = [folder(), own()];
			const { one, publish } = await at(dataDir, contentDir);
			const first = publish(folder(said(32)));
			await one.reload();
			const second = publish(folder(said(33)));
			await one.reload();
			expect(one.course('tiny')!.version).toBe(second);
			expect(one.version('tiny', first)!.version).toBe(first);
			const started = await open(contentDir, { env: { dataDir, demo: false } });
			expect(started.course('tiny')!.version).toBe(second);
			expect(started.version('tiny', first)!.version).toBe(first);

			expect(withdrawOutside(dataDir, 'tiny')).toBe(true);
			expect(await started.reload()).toBe(true);
			expect(started.courses()).toEqual([]);
			expect(started.version('tiny', second)!.version).toBe(second);
			expect((await open(contentDir, { env: { dataDir, demo: false } })).courses()).toEqual([]);
		});

		test('a course of the repository is the one of its id that is shown, whatever stands outside', async () => {
			const [dataDir, contentDir] = [folder(), own()];
			const { publish } = await at(dataDir, contentDir);
			const outside = publish(folder(said(34)));
			const inside = await open(fixtureCourses, { env: { dataDir, demo: false } });
			expect(inside.courses()).toHaveLength(1);
			expect(inside.course('tiny')!.version).not.toBe(outside);
		});

		test('what is written is shown at each reload while a course is being written', async () => {
			const draft = folder({ 'tiny/course.yaml': (t) => t.replace('status: live', 'status: draft') });
			const writing = await open(own(), { drafts: true, writing: join(draft, 'tiny') });
			expect(await writing.reload()).toBe(false);
			const before = writing.course('tiny')!.version;
			writeFileSync(join(draft, 'tiny/en/01-picture.md'), 'nothing that can be read');
			expect(await writing.reload()).toBe(true);
			expect(writing.course('tiny')!.version).not.toBe(before);
		});
	});

	describe('publishing', () => {
		const script = { type: 'text/javascript', bytes: new TextEncoder().encode('let a = 1;'.repeat(50)) };
		/** A page as kit might render it, with what it loads. */
		const render =
			(say = 'hello', more: Record<string, Partial<Awaited<ReturnType<RenderPage>>>> = {}): RenderPage =>
			async (path) => ({
				status: 200,
				headers: {
					'content-type': 'text/html; charset=utf-8',
					'content-security-policy': "default-src 'none'",
					etag: '"x"',
					'x-sveltekit-page': 'true'
				},
				body: `<!doctype html>${say} ${path}${'<p>text</p>'.repeat(40)}<img src="/media/tiny/t1-sun.svg?v=1&amp;w=2"><script src="/i/x-12345678.js"></script><a href="/ur">home</a>`,
				...more[path]
			});
		const options = {
			build: 'build-1',
			readAsset: (path: string) => (path === '/i/x-12345678.js' ? script : undefined)
		};
		const publishAll = async (renderPage: RenderPage, more = {}) =>
			publish({ db: get().db, clock, catalogue: await open(fixtureCourses) }, renderPage, {
				...options,
				...more
			});
		const count = async (table: 'part' | 'edition' | 'edition_part') =>
			Number(
				(
					await get()
						.db.selectFrom(table)
						.select((e) => e.fn.countAll().as('n'))
						.executeTakeFirstOrThrow()
				).n
			);

		test('C1 C2 each page once, equal parts once, raw and compressed; the same again writes nothing', async () => {
			const asked: string[] = [];
			const counting: RenderPage = (path) => (asked.push(path), render()(path));
			expect(await publishAll(counting)).toEqual({ published: 4, failed: [] });
			expect(asked).toEqual([...new Set(asked)]);
			expect(asked).toContain('/ur/learn/tiny/t1');
			expect(asked).toContain('/en/learn/tiny/rehearsal');

			const edition = currentEdition('tiny', 'ur')!;
			expect(edition.parts.map((p) => p.path)).toEqual([
				'/ur/learn/tiny',
				'/ur/learn/tiny/t1',
				'/ur/learn/tiny/t2',
				'/ur/learn/tiny/t3',
				'/ur/learn/tiny/rehearsal',
				'/ur/learn/tiny/check/phone',
				'/media/tiny/t1-sun.svg?v=1&w=2',
				'/i/x-12345678.js'
			]);
			for (const part of edition.parts) {
				const held = findPublished(part.path)!;
				expect(held.raw.length).toBe(part.size);
				expect((held.br ?? held.raw).length).toBe(part.brSize);
			}
			expect(findPublished('/ur/learn/tiny/t1')!.headers).toEqual({
				'content-type': 'text/html; charset=utf-8',
				'content-security-policy': "default-src 'none'",
				'cache-control': 'no-cache'
			});
			expect(findPublished('/i/x-12345678.js')!.headers['cache-control']).toContain('immutable');
			expect(findPublished('/media/tiny/t1-sun.svg?v=1&w=2')!.headers['content-security-policy']).toContain(
				'sandbox'
			);

			const before = [await count('part'), await count('edition'), await count('edition_part')];
			expect(await publishAll(render())).toEqual({ published: 0, failed: [] });
			expect([await count('part'), await count('edition'), await count('edition_part')]).toEqual(before);
		});

		test('what is shown no more is served no more, and comes back as it was', async () => {
			await publishAll(render());
			const first = currentEdition('tiny', 'en')!.edition;
			const nothing = await open(folder({ 'tiny/course.yaml': (t) => t.replace('live', 'draft') }));
			expect(nothing.courses()).toEqual([]);
			await publish({ db: get().db, clock, catalogue: nothing }, render(), options);
			expect(currentEdition('tiny', 'en')).toBeUndefined();
			expect(findPublished('/en/learn/tiny/t1')).toBeUndefined();
			expect(findPublished('/en')).toBeDefined();
			await publishAll(render());
			expect(currentEdition('tiny', 'en')!.edition).toBe(first);
		});

		test('C1 another build, or another word on a page, is another edition; the way back makes the old one current', async () => {
			await publishAll(render());
			const first = currentEdition('tiny', 'en')!.edition;
			expect((await publishAll(render(), { build: 'build-2' })).published).toBe(4);
			expect(currentEdition('tiny', 'en')!.edition).not.toBe(first);
			expect((await publishAll(render('bonjour'))).published).toBe(4);
			const text = await servePublished(new Request('https://q.example/en/learn/tiny'))!.text();
			expect(text).toContain('bonjour');
			expect((await publishAll(render())).published).toBe(4);
			expect(currentEdition('tiny', 'en')!.edition).toBe(first);
		});

		test('C2 a page that was opened before an upgrade still gets its script, the newest at that address', async () => {
			await publishAll(render());
			const now: RenderPage = async (path) => ({
				...(await render()(path)),
				body: `<!doctype html>no script ${path}`
			});
			expect((await publishAll(now)).failed).toEqual([]);
			const ask = (path: string, more: RequestInit = {}) => {
				const request = new Request(`https://q.example${path}`, more);
				return servePublished(request) ?? serveFormer(get().db, request, new URL(request.url));
			};
			const answer = (await ask('/i/x-12345678.js'))!;
			expect(servePublished(new Request('https://q.example/i/x-12345678.js'))).toBeUndefined();
			expect(new Uint8Array(await answer.arrayBuffer())).toEqual(script.bytes);
			expect(answer.headers.get('content-type')).toBe('text/javascript');
			expect(answer.headers.get('cache-control')).toContain('immutable');
			expect(answer.headers.get('x-qadam-part')).toMatch(/^[0-9a-f]{64}$/);
			const packed = (await ask('/i/x-12345678.js', { headers: { 'accept-encoding': 'br' } }))!;
			expect(packed.headers.get('content-encoding')).toBe('br');
			const etag = packed.headers.get('etag')!;
			expect((await ask('/i/x-12345678.js', { headers: { 'if-none-match': etag } }))!.status).toBe(304);
			for (const path of [
				'/i/none-12345678.js',
				'/i/../ur.js',
				'/media/tiny/t1-sun.svg?v=1&w=2',
				'/i/x-12345678'
			])
				expect(await ask(path), path).toBeUndefined();
			expect(await ask('/i/x-12345678.js', { method: 'POST' })).toBeUndefined();
		});

		test.each([
			['is missing', { status: 404 }],
			['sets a cookie', { headers: { 'content-type': 'text/html', 'set-cookie': 'a=b' } }],
			[
				'has a nonce',
				{ headers: { 'content-type': 'text/html', 'content-security-policy': "script-src 'nonce-abc'" } }
			],
			['is no page', { headers: { 'content-type': 'application/json' } }],
			['shows a picture that is not there', { body: '<img src="/media/tiny/none.svg">' }]
		])('C1 a page that %s keeps its edition as it was', async (_, answer) => {
			await publishAll(render());
			const before = currentEdition('tiny', 'ur')!.edition;
			const report = await publishAll(render('changed', { '/ur/learn/tiny/t2': answer }));
			expect(report.failed).toHaveLength(1);
			expect(currentEdition('tiny', 'ur')!.edition).toBe(before);
			expect(currentEdition('tiny', 'en')!.edition).not.toBe(before);
			expect(findPublished('/ur/learn/tiny/t1')).toBeDefined();
		});

		test('C1 a value of the register makes another edition of the same version', async () => {
			await publishAll(render());
			const before = currentEdition('tiny', 'ur')!;
			const catalogue = await open(folder({ 'values.yaml': (t) => t.replaceAll('*2262#', '*2263#') }));
			await publish({ db: get().db, clock, catalogue }, render(), options);
			const after = currentEdition('tiny', 'ur')!;
			expect(after.version).toBe(before.version);
			expect(after.edition).not.toBe(before.edition);
		});
	});
});
