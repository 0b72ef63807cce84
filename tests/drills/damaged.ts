/** Pages of the SQLite file are overwritten: what cannot be read is refused, a backup says so, and one of before is put back. */
import Database from 'better-sqlite3';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteFile } from '../../src/lib/platform/db.server.ts';
import { refusals, seeded } from '../loss/phone.ts';
import { backUp, restoreAndOffer } from '../loss/put-back.ts';
import { eventually, type World } from '../loss/world.ts';
import { watchDoors } from './answers.ts';

/** Of the pages of the log and its indexes one in so many is overwritten. */
const EVERY = 3;

/** @returns how many pages, of how many */
function damage(file: string, random: () => number): [number, number] {
	const db = new Database(file);
	// All of it in the file itself, as after a quiet hour.
	db.pragma('wal_checkpoint(TRUNCATE)');
	const size = Number(db.pragma('page_size', { simple: true }));
	const log = "select name from sqlite_schema where tbl_name = 'event'";
	const pages = db.prepare(`select pageno from dbstat where name in (${log})`).pluck().all() as number[];
	db.close();
	const first = Math.floor(random() * EVERY);
	const struck = pages.filter((_, i) => i % EVERY === first);
	const fd = openSync(file, 'r+');
	for (const page of struck) {
		const bytes = Buffer.from(Array.from({ length: size }, () => Math.floor(random() * 256)));
		writeSync(fd, bytes, 0, size, (page - 1) * size);
	}
	closeSync(fd);
	return [struck.length, pages.length];
}

/** @returns what the row says */
export async function damaged(world: World, seed: number): Promise<string> {
	const { tally } = world;
	const folder = mkdtempSync(join(tmpdir(), 'qadam-damaged-'));
	try {
		if (!world.isUp()) await world.start();
		await world.more(60);
		const backup = await backUp(world, folder);
		await world.more(60);
		await world.kill('SIGTERM');
		const [struck, of] = damage(sqliteFile(world.env.dataDir), seeded(seed));

		await world.start();
		const before = refusals(tally);
		const doors = watchDoors(world);
		const load = world.underLoad();
		await eventually('refusals of what cannot be read', () => refusals(tally) >= before + 20);
		await doors.stop();
		const said = await world.command('backup.ts', '--to', folder).then(
			() => 'a backup of it was made',
			(error: { stderr: string }) => error.stderr
		);
		if (!said.includes('is damaged') || /\n\s+at /.test(said)) throw new Error(said);
		if (readdirSync(folder).length !== 1) throw new Error('half a backup was left');
		await world.kill();
		await load.stop();
		const refused = refusals(tally) - before;
		const { cameBack, of: all } = await restoreAndOffer(world, backup);
		return `${struck} of ${of} pages of the log: ${refused} batches refused with 5xx; the server lives; a backup is refused; the one of before put back, phones brought ${cameBack} of ${all} events; all are back`;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
