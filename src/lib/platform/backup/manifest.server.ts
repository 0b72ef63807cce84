import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as v from 'valibot';
import { MIGRATIONS } from '../migrate.server.ts';
import { ok, refuse, type Result } from '../result.ts';

export const MANIFEST = 'manifest.json';
/** Where the database stands in a backup. */
export const DATABASE = { sqlite: 'qadam.sqlite', postgres: 'qadam.dump' } as const;
export type Stored = keyof typeof DATABASE;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const shape = v.object({
	format: v.literal(1),
	engine: v.picklist(['sqlite', 'postgres']),
	/** ISO 8601, UTC. */
	madeAt: v.pipe(v.string(), v.isoTimestamp()),
	/** The epoch it was made in; a restore begins another (S9). */
	epoch: v.string(),
	migrations: v.array(v.string()),
	/** Of every table, in the very state that was stored. */
	rows: v.record(v.string(), count),
	/** By path in the backup. */
	files: v.record(v.string(), v.object({ sha256: v.string(), size: count }))
});
export type Manifest = v.InferOutput<typeof shape>;

async function sha256(file: string): Promise<string> {
	const hash = createHash('sha256');
	await pipeline(createReadStream(file), hash);
	return hash.digest('hex');
}

const filesIn = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
		.filter((path) => path !== MANIFEST)
		.sort();

export async function describeFiles(folder: string): Promise<Manifest['files']> {
	const files: Manifest['files'] = {};
	for (const path of filesIn(folder)) {
		const file = join(folder, path);
		files[path] = { sha256: await sha256(file), size: statSync(file).size };
	}
	return files;
}

export type Unusable =
	/** No manifest, or none that this version reads. */
	| { tag: 'no_backup'; detail: string }
	/** A file is missing, added or changed. */
	| { tag: 'damaged'; files: string[] }
	| { tag: 'newer'; migrations: string[] };

function readManifest(folder: string): Result<Manifest, Unusable> {
	const file = join(folder, MANIFEST);
	if (!existsSync(file)) return refuse({ tag: 'no_backup', detail: `${file} is not there` });
	let json: unknown;
	try {
		json = JSON.parse(readFileSync(file, 'utf8'));
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		return refuse({ tag: 'no_backup', detail: `${file} is not JSON` });
	}
	const read = v.safeParse(shape, json);
	if (!read.success)
		return refuse({ tag: 'no_backup', detail: `${file}: ${v.getDotPath(read.issues[0]) ?? 'shape'}` });
	return ok(read.output);
}

/**
 * When the newest backup in a folder was made, by what its manifest says; holds no file against its hash.
 * @returns UTC ms; nothing where there is none
 */
export function newestBackup(folder: string): number | undefined {
	const made = (existsSync(folder) ? readdirSync(folder) : [])
		.filter((name) => !name.endsWith('.part'))
		.map((name) => readManifest(join(folder, name)))
		.flatMap((read) => (read.ok ? [Date.parse(read.value.madeAt)] : []));
	return made.length ? Math.max(...made) : undefined;
}

/** Reads a backup and holds every file against its hash; writes nothing. */
export async function readBackup(folder: string): Promise<Result<Manifest, Unusable>> {
	const read = readManifest(folder);
	if (!read.ok) return read;
	const manifest = read.value;
	const newer = manifest.migrations.filter((name) => !MIGRATIONS.includes(name));
	if (newer.length) return refuse({ tag: 'newer', migrations: newer });
	const found = await describeFiles(folder);
	const paths = new Set([...Object.keys(manifest.files), ...Object.keys(found), DATABASE[manifest.engine]]);
	const damaged = [...paths].filter(
		(path) => !found[path] || found[path].sha256 !== manifest.files[path]?.sha256
	);
	return damaged.length ? refuse({ tag: 'damaged', files: damaged.sort() }) : ok(manifest);
}
