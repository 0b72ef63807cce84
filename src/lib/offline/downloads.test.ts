import { describe, expect, test } from 'vitest';
import { planDownload, verifyKept } from './download-plan.ts';
import { dropCourse, keepCourse, roomOf, updateKept } from './downloads.ts';
import type { Progress } from './fetch-parts.ts';
import { findKept, keptCourses } from './kept.ts';
import { edition, phoneGround } from './phone-ground.ts';
import { standing } from './standing.ts';

const A = '/ur/learn/a';
const course = (name = 'e1', changed: Record<string, string> = {}) =>
	edition(
		'a',
		{
			[A]: 'the course, its lessons, its badge and how it is earned',
			[`${A}/a1`]: '<p>one</p><img src="/media/a/one.svg?v=1"><script src="/i/lesson-12345678.js"></script>',
			[`${A}/a2`]: '<p>two</p><img src="/media/a/two.svg?v=1"><script src="/i/lesson-12345678.js"></script>',
			[`${A}/rehearsal`]: '<p>all questions</p>',
			'/media/a/one.svg?v=1': '<svg>one</svg>',
			'/media/a/two.svg?v=1': '<svg>two, larger</svg>',
			'/i/lesson-12345678.js': 'lesson();',
			...changed
		},
		name
	);
const other = () =>
	edition('b', {
		'/ur/learn/b': 'another course',
		'/ur/learn/b/b1': '<script src="/i/lesson-12345678.js"></script>',
		'/i/lesson-12345678.js': 'lesson();'
	});
const app = (name = 'e1', changed: Record<string, string> = {}) =>
	edition('_app', { '/ur': 'home', '/ur/help': 'help', '/i/home-12345678.js': 'home();', ...changed }, name);

const phoneOf = async () => phoneGround(await course(), await app(), await other());
const text = (found?: Response) => found?.text();
const at = (path: string) => new URL(path, 'http://phone');

describe('C2 keeping a course', () => {
	test('C2 the size said before is what comes, and each part is fetched once', async () => {
		const { phone, on } = await phoneOf();
		const plan = await planDownload('a', 'ur', on);
		const told: Progress[] = [];
		expect(await keepCourse('a', 'ur', { progress: (now) => told.push(now) }, on)).toEqual({ ok: true });
		expect(plan.missing).toHaveLength(10);
		expect(phone.asked).toHaveLength(10);
		expect(new Set(phone.asked).size).toBe(10);
		expect(told[0]).toEqual({ bytes: 0, total: plan.bytes, lessons: 0, allLessons: 2 });
		expect(told.at(-1)).toEqual({ bytes: plan.bytes, total: plan.bytes, lessons: 2, allLessons: 2 });
		expect(told.map((now) => now.bytes)).toEqual(told.map((now) => now.bytes).sort((a, b) => a - b));
		expect((await planDownload('a', 'ur', on)).bytes).toBe(0);
	});

	test('C1 a kept page is found with its headers, whatever its query; a part only of a whole edition', async () => {
		const { phone, on } = await phoneOf();
		await keepCourse('a', 'ur', {}, on);
		const page = await findKept(at(`${A}/a1?x=1`), on);
		expect(page?.headers.get('content-security-policy')).toBe('p');
		expect(page?.headers.has('content-length')).toBe(false);
		expect(await text(page)).toContain('one');
		expect(await text(await findKept(at('/ur/help'), on))).toBe('help');
		expect(await text(await findKept(at('/media/a/one.svg?v=1'), on))).toContain('one');
		expect(await findKept(at('/media/a/one.svg?v=2'), on)).toBeUndefined();
		expect(await findKept(at('/ur/learn/b'), on)).toBeUndefined();

		phone.before = (path) => {
			if (path.endsWith('/b1')) throw new TypeError('no line');
			return undefined;
		};
		expect(await keepCourse('b', 'ur', {}, on)).toMatchObject({ ok: false, why: 'signal' });
		expect(await findKept(at('/ur/learn/b'), on)).toBeUndefined();
	});

	test('equal parts lie there once, and another course fetches only its own', async () => {
		const { phone, on } = await phoneOf();
		await keepCourse('a', 'ur', {}, on);
		phone.asked.length = 0;
		await keepCourse('b', 'ur', {}, on);
		expect(phone.asked.sort()).toEqual(['/ur/learn/b', '/ur/learn/b/b1']);
		expect(phone.keptParts()).toBe(12);
		expect(phone.persisted, 'lasting storage is asked for at the first').toBe(1);
	});

	test('two tabs and double taps: one fetches, the other finds it done', async () => {
		const { phone, on } = await phoneOf();
		const both = await Promise.all([keepCourse('a', 'ur', {}, on), keepCourse('a', 'ur', {}, on)]);
		expect(both).toEqual([{ ok: true }, { ok: true }]);
		expect(phone.asked).toHaveLength(10);
	});
});

describe('a break in the middle', () => {
	test('C2 goes on with what is missing: no part travels twice', async () => {
		const { phone, on } = await phoneOf();
		let left = 5;
		phone.before = (path) => {
			if (!path.startsWith('/api') && left-- <= 0) throw new TypeError('no line');
			return undefined;
		};
		expect(await keepCourse('a', 'ur', {}, on)).toMatchObject({ ok: false, why: 'signal' });
		const came = phone.keptParts();
		expect(came).toBe(5);
		const plan = await planDownload('a', 'ur', on);
		expect(await standing('a', 'ur', plan, on)).toEqual({ is: 'part', bytes: plan.bytes, total: plan.total });

		phone.before = () => undefined;
		phone.asked.length = 0;
		expect(await keepCourse('a', 'ur', {}, on)).toEqual({ ok: true });
		expect(phone.asked).toHaveLength(10 - came);
		expect(await standing('a', 'ur', await planDownload('a', 'ur', on), on)).toEqual({ is: 'kept' });
	});

	test('stopped by her: what came stays until she removes it', async () => {
		const { phone, on } = await phoneOf();
		const stop = new AbortController();
		phone.before = () => {
			if (phone.keptParts() >= 3) stop.abort();
			return undefined;
		};
		const outcome = await keepCourse('a', 'ur', { signal: stop.signal }, on);
		expect(outcome).toMatchObject({ ok: false, why: 'stopped' });
		expect(phone.keptParts()).toBeGreaterThanOrEqual(3);
		expect((await keptCourses(on)).map(({ whole }) => whole)).toEqual([false]);
		await dropCourse('a', 'ur', on);
		expect([phone.keptParts(), phone.caches.kept.held.size]).toEqual([0, 0]);
	});

	test('a server that cannot now is named as such', async () => {
		const { phone, on } = await phoneOf();
		phone.before = (path) => (path.endsWith('/a2') ? new Response('', { status: 503 }) : undefined);
		expect(await keepCourse('a', 'ur', {}, on)).toMatchObject({ ok: false, why: 'server', path: `${A}/a2` });
	});
});

describe('C2 every part has its hash', () => {
	test('C2 a part that comes wrong is fetched once more, around HTTP caches', async () => {
		const { phone, on } = await phoneOf();
		phone.before = (path, { cache }) =>
			path.endsWith('/a1') && cache !== 'reload' ? new Response('old bytes of a proxy') : undefined;
		expect(await keepCourse('a', 'ur', {}, on)).toEqual({ ok: true });
		expect(phone.asked.filter((path) => path.includes('/a1'))).toEqual([`${A}/a1`, `${A}/a1!`]);
		expect(await text(await findKept(at(`${A}/a1`), on))).toContain('<p>one</p>');
	});

	test('C2 a part that stays wrong is named, and the course is not called whole', async () => {
		const { phone, on } = await phoneOf();
		phone.before = (path) => (path.endsWith('/a1') ? new Response('not the lesson') : undefined);
		expect(await keepCourse('a', 'ur', {}, on)).toEqual({ ok: false, why: 'part', path: `${A}/a1` });
		expect((await keptCourses(on)).map(({ whole }) => whole)).toEqual([false]);
	});

	test('C2 a part that lies wrong in the cache is found by its hash and fetched again', async () => {
		const { phone, on } = await phoneOf();
		await keepCourse('a', 'ur', {}, on);
		const [key] = phone.caches.parts.held.keys();
		phone.caches.parts.held.set(key!, new Response('half a p'));
		phone.asked.length = 0;
		expect(await keepCourse('a', 'ur', {}, on)).toEqual({ ok: true });
		expect(phone.asked).toHaveLength(1);
	});

	test('C2 a cache that does not give back what it took keeps no whole course', async () => {
		const { phone, on } = await phoneOf();
		const { put } = phone.caches.parts;
		phone.caches.parts.put = (key) => put(key, new Response('torn'));
		expect(await keepCourse('a', 'ur', {}, on)).toMatchObject({ ok: false, why: 'part' });
		expect((await keptCourses(on)).map(({ whole }) => whole)).toEqual([false]);
	});
});

describe('a new edition', () => {
	const changed = { [`${A}/a2`]: '<p>two, better</p><img src="/media/a/two.svg?v=1">' };

	test('in the middle of a download is planned anew, and equal parts stay', async () => {
		const { phone, on } = await phoneOf();
		const newer = await course('e2', changed);
		phone.before = (path) => {
			if (path.endsWith('/a2')) phone.editions.set('a', newer);
			return undefined;
		};
		expect(await keepCourse('a', 'ur', {}, on)).toEqual({ ok: true });
		expect((await keptCourses(on)).map((kept) => kept.edition)).toEqual(['e2']);
		expect(await text(await findKept(at(`${A}/a2`), on))).toContain('better');
		expect(new Set(phone.asked).size).toBe(11);
		expect(phone.asked.filter((path) => path !== `${A}/a2` && path !== `${A}/a2!`)).toHaveLength(9);
	});

	test('C2 an update fetches only what changed; until then the old edition stays whole', async () => {
		const { phone, on } = await phoneOf();
		await keepCourse('a', 'ur', {}, on);
		phone.editions.set('a', await course('e2', changed));
		const plan = await planDownload('a', 'ur', on);
		expect(await standing('a', 'ur', plan, on)).toEqual({ is: 'update', bytes: plan.bytes });
		expect(plan.missing.map(({ path }) => path)).toEqual([`${A}/a2`]);

		phone.asked.length = 0;
		phone.before = (path) => {
			if (path.endsWith('/a2')) throw new TypeError('no line');
			return undefined;
		};
		expect(await updateKept({}, on)).toMatchObject({ ok: false, why: 'signal' });
		expect(await text(await findKept(at(`${A}/a2`), on))).toContain('<p>two</p>');

		phone.before = () => undefined;
		phone.asked.length = 0;
		phone.dear = true;
		expect(await updateKept({}, on)).toEqual({ ok: true });
		expect(phone.asked, 'nothing travels unasked where it costs').toEqual([]);
		phone.dear = false;
		expect(await updateKept({}, on)).toEqual({ ok: true });
		expect(phone.asked).toEqual([`${A}/a2`]);
		expect(await text(await findKept(at(`${A}/a2`), on))).toContain('better');
		expect(phone.keptParts(), 'the old page is gone').toBe(10);
	});
});

describe('removing', () => {
	test('C2 drops only what no other kept course needs', async () => {
		const { phone, on } = await phoneOf();
		await keepCourse('a', 'ur', {}, on);
		await keepCourse('b', 'ur', {}, on);
		const room = await roomOf('a', 'ur', on);
		const sizes = (await course()).parts.filter(({ path }) => !path.startsWith('/i/'));
		expect(room).toBe(sizes.reduce((all, { size }) => all + size, 0));
		await dropCourse('a', 'ur', on);
		expect(await findKept(at(`${A}/a1`), on)).toBeUndefined();
		expect(await text(await findKept(at('/i/lesson-12345678.js'), on))).toBe('lesson();');
		expect(await text(await findKept(at('/ur'), on))).toBe('home');
		expect(phone.keptParts()).toBe(6);
		await dropCourse('b', 'ur', on);
		expect([phone.keptParts(), phone.caches.kept.held.size]).toEqual([0, 0]);
	});

	test('parts that the browser let go: the record claims no more than there is', async () => {
		const { phone, on } = await phoneOf();
		await keepCourse('a', 'ur', {}, on);
		const [key] = phone.caches.parts.held.keys();
		phone.caches.parts.held.delete(key!);
		const { missing } = (await verifyKept('a', 'ur', on))!;
		expect(missing).toHaveLength(1);
		expect(await standing('a', 'ur', undefined, on)).toEqual({ is: 'lost', bytes: missing[0]!.brSize });
		phone.asked.length = 0;
		expect(await keepCourse('a', 'ur', {}, on)).toEqual({ ok: true });
		expect(phone.asked).toHaveLength(1);
	});
});

describe('S8 a full phone', () => {
	test('S8 is seen before anything is fetched, and what came before stays', async () => {
		const { phone, on } = await phoneOf();
		phone.free = 500_000;
		expect(await keepCourse('a', 'ur', {}, on)).toMatchObject({ ok: false, why: 'full' });
		expect([phone.asked.length, phone.caches.kept.held.size]).toEqual([0, 0]);
	});

	test('S8 full in the middle: what came gives its room back, other courses stay whole', async () => {
		const { phone, on } = await phoneOf();
		await keepCourse('b', 'ur', {}, on);
		const before = phone.keptParts();
		phone.takes = 100;
		expect(await keepCourse('a', 'ur', {}, on)).toMatchObject({ ok: false, why: 'full' });
		expect(phone.keptParts()).toBe(before);
		expect((await keptCourses(on)).map((kept) => [kept.course, kept.whole])).toEqual([['b', true]]);
	});

	test('S8 an update that finds no room leaves the old edition as it was', async () => {
		const { phone, on } = await phoneOf();
		await keepCourse('a', 'ur', {}, on);
		phone.editions.set(
			'a',
			await course('e2', { [`${A}/a1`]: 'much longer than any room that is left here' })
		);
		phone.takes = 10;
		expect(await keepCourse('a', 'ur', {}, on)).toMatchObject({ ok: false, why: 'full' });
		expect(await text(await findKept(at(`${A}/a1`), on))).toContain('<p>one</p>');
		expect(phone.keptParts()).toBe(10);
	});
});
