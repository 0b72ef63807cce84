/**
 * Taking a course home (C1, C2). A download is a plan: what the published edition names and this phone does not hold.
 * So a break, a second tab or a new edition in the middle need nothing of their own: one plans again, and only what is
 * missing travels. Each part is checked by its hash when it comes, and once more where it lies before the course is
 * called whole. Her work is in another place (IndexedDB) and nothing here touches it (S8).
 */
import type { Lang } from '#lib/catalog/index.ts';
import {
	editionOf,
	Failed,
	partsOf,
	planDownload,
	sum,
	toFailed,
	unique,
	type Edition,
	type Part,
	type Plan,
	type Why
} from './download-plan.ts';
import { fetchAll, tallyOf, type Progress } from './fetch-parts.ts';
import { browser, type Ground } from './ground.ts';
import {
	APP,
	keptCourses,
	keyOf,
	partKey,
	presentParts,
	readKept,
	records,
	type Kept,
	type Weight
} from './kept.ts';

export type Outcome = { ok: true } | { ok: false; why: Why; path?: string };

export interface KeepOptions {
	signal?: AbortSignal;
	progress?: (now: Progress) => void;
}

/** An edition that changes while it is fetched is planned anew; not for ever. */
const ROUNDS = 3;

/** Her answers need room as well, bytes. */
const RESERVE = 1_000_000;

/**
 * Brings a course and the pages around it onto this phone, or up to date. What lies here already is not fetched again;
 * an older edition stays whole until the new one is.
 */
export function keepCourse(
	course: string,
	lang: Lang,
	options: KeepOptions = {},
	on: Ground = browser
): Promise<Outcome> {
	return on.alone(async () => {
		try {
			// Not waited for: a browser may put it to her as a question, and the course need not wait for the answer.
			if (!(await keptCourses(on)).length) void on.persist().catch(() => false);
			for (let round = 0; round < ROUNDS; round++) {
				const plan = await planDownload(course, lang, on, options.signal);
				if (await bring(plan, options, on)) return { ok: true };
			}
			return { ok: false, why: 'server' };
		} catch (fault) {
			const { why, path } = toFailed(fault, options.signal);
			return { ok: false, why, path };
		}
	});
}

/** Fetches unasked what changed of every whole course, where bytes cost nothing. Ends with the first that could not. */
export async function updateKept(options: KeepOptions = {}, on: Ground = browser): Promise<Outcome> {
	if (on.isDear()) return { ok: true };
	for (const { course, lang, whole } of await keptCourses(on)) {
		const outcome: Outcome = whole ? await keepCourse(course, lang, options, on) : { ok: true };
		if (!outcome.ok) return outcome;
	}
	return { ok: true };
}

/** Takes a course off this phone: only bytes that no other course here needs, and nothing of hers. */
export const dropCourse = (course: string, lang: Lang, on: Ground = browser): Promise<void> =>
	on.alone(() => forget(course, lang, on));

/** Room on this phone that removing a course would free, in bytes as they lie there. */
export async function roomOf(course: string, lang: Lang, on: Ground = browser): Promise<number> {
	const all = await records(on);
	const [going, staying] = parting(all, course, lang);
	const needed = new Set(staying.flatMap(partsOf).map((part) => part.sha256));
	return sum(
		unique(going.flatMap(partsOf)).filter((part) => !needed.has(part.sha256)),
		'size'
	);
}

/** What goes with a course: itself, and the pages around it with the last course of its language. */
function parting(all: readonly Kept[], course: string, lang: Lang): [going: Kept[], staying: Kept[]] {
	const last = !all.some((k) => k.lang === lang && k.course !== APP && k.course !== course);
	const goes = (k: Kept) => k.lang === lang && (k.course === course || (last && k.course === APP));
	return [all.filter(goes), all.filter((k) => !goes(k))];
}

async function forget(course: string, lang: Lang, on: Ground): Promise<void> {
	const cache = await on.open('kept');
	const [going] = parting(await records(on), course, lang);
	for (const kept of going) await cache.delete(keyOf(kept.course, kept.lang));
	await sweep(on);
}

/** Drops parts that no record names. */
async function sweep(on: Ground): Promise<void> {
	const needed = new Set((await records(on)).flatMap(partsOf).map((part) => part.sha256));
	const cache = await on.open('parts');
	for (const sha256 of await presentParts(on)) if (!needed.has(sha256)) await cache.delete(partKey(sha256));
}

async function write({ parts, ...edition }: Edition, whole: boolean, on: Ground): Promise<void> {
	const kept: Kept = {
		...edition,
		whole,
		at: on.now(),
		parts: Object.fromEntries(
			parts.map(({ path, sha256, size, brSize }) => [path, [sha256, size, brSize] satisfies Weight])
		)
	};
	await (await on.open('kept')).put(keyOf(edition.course, edition.lang), new Response(JSON.stringify(kept)));
}

/** @returns false where the edition changed meanwhile: to be planned anew */
async function bring({ editions }: Plan, options: KeepOptions, on: Ground): Promise<boolean> {
	const standing = await Promise.all(editions.map(({ course, lang }) => readKept(course, lang, on)));
	const tally = tallyOf(editions);
	const parts = unique(editions.flatMap((edition) => edition.parts));
	const missing = await readBack(parts, tally.hold, on);
	const free = await on.free();
	if (free !== undefined && missing.length && free < sum(missing, 'size') + RESERVE) throw new Failed('full');
	for (const [i, edition] of editions.entries()) if (!standing[i]?.whole) await write(edition, false, on);

	const tell = () => options.progress?.(tally.now());
	tell();
	try {
		await fetchAll(missing, tally, tell, options.signal, on);
	} catch (fault) {
		const failed = toFailed(fault, options.signal);
		// What came gives its room back: her next answer needs it more. An older edition stays.
		if (failed.why === 'full')
			await (standing[0]?.whole ? sweep(on) : forget(editions[0].course, editions[0].lang, on));
		if (failed.why !== 'part') throw failed;
		const now = await Promise.all(editions.map(({ course, lang }) => editionOf(course, lang, on)));
		if (now.some(({ edition }, i) => edition !== editions[i]!.edition)) return false;
		throw failed;
	}
	const [lost] = await readBack(parts, () => {}, on);
	if (lost) throw new Failed('part', lost.path);
	// The pages around first: the course's record is the last write, and the one that counts.
	for (const edition of [...editions].reverse()) await write(edition, true, on);
	await sweep(on);
	return true;
}

/** Reads parts where they lie. @returns those that are not there, or not with their hash */
async function readBack(
	parts: readonly Part[],
	hold: (part: Part, bytes: Uint8Array) => void,
	on: Ground
): Promise<Part[]> {
	const cache = await on.open('parts');
	const missing: Part[] = [];
	for (const part of parts) {
		const found = await cache.match(partKey(part.sha256));
		const bytes = found && new Uint8Array(await found.arrayBuffer());
		if (bytes && (await on.sha256(bytes)) === part.sha256) hold(part, bytes);
		else missing.push(part);
	}
	return missing;
}
