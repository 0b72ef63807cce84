import { LANGS } from '#lib/platform/country/lang.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import type { Services } from '../services.server.ts';
import {
	findEdition,
	knownParts,
	makeCurrent,
	readCurrentEditions,
	readCurrentParts,
	retireOthers,
	saveEdition
} from './catalog.repository.server.ts';
import type { Course, Lang } from './course.ts';
import { pack } from './pack.server.ts';
import { etagOf, setPublished, type ManifestPart, type PublishedPart } from './published.server.ts';
import {
	APP,
	collectParts,
	pagesOf,
	type Part,
	type PartSources,
	type RenderPage
} from './render-parts.server.ts';
import { VALUE_KEY } from './values.ts';

export interface PublishOptions {
	/** Names the build that renders: another build is another edition. */
	build: string;
	/** Bytes of a script or style that a page names, by its address; default: none are known. */
	readAsset?: PartSources['readAsset'];
}

export interface PublishReport {
	/** Editions that are new or current again. */
	published: number;
	/** Pages that did not render as a published page must; their edition keeps its former bytes. */
	failed: { path: string; reason: string }[];
}

/**
 * C1, C2. Renders every learner page once, keeps raw and compressed bytes by hash, and makes each course's edition
 * current, or leaves the former one where a page failed. The same edition again writes nothing. What the catalogue shows no
 * more is served no more.
 */
export async function publish(
	services: Pick<Services, 'db' | 'catalogue' | 'clock'>,
	renderPage: RenderPage,
	{ build, readAsset = () => undefined }: PublishOptions
): Promise<PublishReport> {
	const { db, catalogue } = services;
	const report: PublishReport = { published: 0, failed: [] };
	const sources: PartSources = {
		renderPage,
		readAsset,
		picture: (course, file) => catalogue.picture(course, file)
	};
	const rendered = new Map<string, Promise<Part | string>>();
	for (const course of [undefined, ...catalogue.courses()])
		for (const lang of LANGS) {
			const { parts, failed } = await collectParts(pagesOf(course, lang), sources, rendered);
			report.failed.push(...failed);
			if (failed.length > 0) continue;
			const values = valuesOf(course, lang, services);
			const isNew = await keepEdition(services, { course, lang, build, values }, parts);
			if (isNew) report.published++;
		}
	await retireOthers(db, [APP, ...catalogue.courses().map((c) => c.id)]);
	setPublished(...(await loadCurrent(db)));
	return report;
}

/** Register values that stand in the course, by key. */
function valuesOf(
	course: Course | undefined,
	lang: Lang,
	{ catalogue }: Pick<Services, 'catalogue'>
): [string, string][] {
	const html = (course?.lessons ?? [])
		.flatMap((l) => l.blocks)
		.map((b) => (b.block === 'question' ? '' : b.html[lang]))
		.join('\n');
	const keys = new Set([...html.matchAll(VALUE_KEY)].map((m) => m[1]!.trim()));
	return [...keys].sort().map((key) => [key, catalogue.value(key, lang) ?? '']);
}

async function keepEdition(
	{ db, clock }: Pick<Services, 'db' | 'clock'>,
	of: { course: Course | undefined; lang: Lang; build: string; values: [string, string][] },
	parts: readonly Part[]
): Promise<boolean> {
	const course = of.course?.id ?? APP;
	const version = of.course?.version ?? '';
	const hashes = parts.map((p) => [p.path, p.sha256, p.headers]);
	const edition = sha256HexSync(
		JSON.stringify([of.build, course, of.lang, version, of.values, hashes])
	).slice(0, 16);
	const standing = await findEdition(db, edition);
	if (standing?.current === 1) return false;
	if (standing) {
		await db.transaction().execute((tx) => makeCurrent(tx, { course, lang: of.lang, edition }));
		return true;
	}
	const unique = [...new Map(parts.map((p) => [p.sha256, p])).values()];
	const known = await knownParts(
		db,
		unique.map((p) => p.sha256)
	);
	const packed = await Promise.all(unique.map(async (p) => ({ ...p, ...(await pack(p.raw)) })));
	const sizes = new Map(packed.map((p) => [p.sha256, (p.br ?? p.raw).length]));
	const manifest: ManifestPart[] = parts.map(({ path, sha256, raw }) => ({
		path,
		sha256,
		size: raw.length,
		brSize: sizes.get(sha256)!
	}));
	await db.transaction().execute(async (tx) => {
		await saveEdition(
			tx,
			{ edition, course, lang: of.lang, version, published_at: clock(), manifest: JSON.stringify(manifest) },
			parts.map(({ path, sha256, headers }) => ({ path, sha256, headers: JSON.stringify(headers) })),
			packed
				.filter((p) => !known.has(p.sha256))
				.map(({ sha256, type, raw, br, gz }) => ({ sha256, type, size: raw.length, raw, br, gz }))
		);
		await makeCurrent(tx, { course, lang: of.lang, edition });
	});
	return true;
}

async function loadCurrent(db: Services['db']): Promise<Parameters<typeof setPublished>> {
	const [editions, rows] = await Promise.all([readCurrentEditions(db), readCurrentParts(db)]);
	const parts = new Map<string, PublishedPart>();
	for (const { path, sha256, headers, raw, br, gz } of rows)
		parts.set(path, {
			sha256,
			etag: etagOf(sha256),
			headers: JSON.parse(headers) as Record<string, string>,
			raw,
			br,
			gz
		});
	return [
		parts,
		editions.map((e) => ({
			edition: e.edition,
			course: e.course,
			lang: e.lang as Lang,
			version: e.version,
			publishedAt: e.published_at,
			parts: JSON.parse(e.manifest) as ManifestPart[]
		}))
	];
}
