/** The disk fills up under load: refusals that a phone retries, nothing half written, and on again when there is room. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
	closeSync,
	fstatSync,
	ftruncateSync,
	mkdtempSync,
	openSync,
	rmSync,
	statSync,
	writeSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sqliteFile } from '../../src/lib/platform/db.server.ts';
import { refusals } from '../loss/phone.ts';
import { eventually, pause, type World } from '../loss/world.ts';

/** A disk that can be made full and empty again. */
export interface SmallDisk {
	folder: string;
	/** How it is done, for the table. */
	how: string;
	fill(world: World): void;
	free(world: World): void;
	remove(): void;
}

/** A tmpfs; where nothing may be mounted, a limit on the size of the server's files (prlimit). */
export function smallDisk(megabytes: number): SmallDisk {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-disk-'));
	const mounted =
		spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]).status === 0;
	const ballast = join(folder, 'ballast');
	// Stopped before its time, this leaves no mount behind; whoever still holds a file of it ends with us.
	const unmount = () => execFileSync('umount', ['--lazy', folder]);
	if (mounted) {
		process.once('exit', unmount);
		return {
			folder,
			how: `tmpfs of ${megabytes} MB`,
			fill() {
				const fd = openSync(ballast, 'w');
				const block = Buffer.alloc(65_536);
				try {
					for (;;) writeSync(fd, block);
				} catch (error) {
					if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
					// Some of it is given back, so that the end comes in the middle of the work.
					ftruncateSync(fd, Math.max(0, fstatSync(fd).size - block.length));
				} finally {
					closeSync(fd);
				}
			},
			free: () => rmSync(ballast, { force: true }),
			remove() {
				process.off('exit', unmount);
				unmount();
				rmSync(folder, { recursive: true });
			}
		};
	}
	const limit = (world: World, bytes: string) =>
		execFileSync('prlimit', ['--pid', String(world.server!.pid), `--fsize=${bytes}:unlimited`]);
	return {
		folder,
		how: 'a limit on the size of files (prlimit --fsize), for nothing may be mounted here',
		fill(world) {
			const size = (name: string) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
			const file = sqliteFile(world.env.dataDir);
			limit(world, String(Math.max(size(file), size(`${file}-wal`)) + 65_536));
		},
		free: (world) => limit(world, 'unlimited'),
		remove: () => rmSync(folder, { recursive: true })
	};
}

/**
 * @param mend what an operator does after there is room again, where more than room is needed
 * @returns how many answers were refusals
 */
export async function diskFull(world: World, disk: SmallDisk, mend: () => void = () => {}): Promise<number> {
	const { tally, phones } = world;
	for (const phone of phones) phone.wordy = true;
	const first = refusals(tally);
	const load = world.underLoad();
	const { answers } = tally;
	await eventually('an answer before the disk is full', () => tally.answers > answers + 5);
	disk.fill(world);
	await eventually('refusals on a full disk', () => refusals(tally) >= first + 20, 60_000);
	const full = tally.answers;
	await pause(300);
	if (tally.answers > full + 3) throw new Error(`${tally.answers - full} batches were taken on a full disk`);
	if (!world.isUp()) throw new Error(`the server died of a full disk:\n${world.output.slice(-2000)}`);
	const health = await fetch(`${world.url}/healthz`);
	if (health.status !== 200) throw new Error(`healthz says ${health.status} on a full disk`);

	disk.free(world);
	mend();
	const before = tally.answers;
	await eventually('an answer after there is room again', () => tally.answers > before + 5, 60_000);
	await load.stop();
	for (const phone of phones) phone.wordy = false;
	await Promise.all(phones.map((phone) => phone.finish(world.url)));
	await world.kill();
	await world.verify();
	return refusals(tally) - first;
}

/** Killed while the disk is full: what was acknowledged is there when there is room again. */
export async function killedWhenFull(
	world: World,
	disk: SmallDisk,
	mend: () => void = () => {}
): Promise<void> {
	const { tally, phones } = world;
	await world.kill();
	await world.start();
	for (const phone of phones) phone.wordy = true;
	const before = refusals(tally);
	const load = world.underLoad();
	const { answers } = tally;
	await eventually('an answer before the disk is full', () => tally.answers > answers + 3);
	disk.fill(world);
	await eventually('refusals on a full disk', () => refusals(tally) >= before + 10, 60_000);
	await world.kill();
	await load.stop();
	disk.free(world);
	mend();
	await world.verify();
	await world.start();
	for (const phone of phones) phone.wordy = false;
	await Promise.all(phones.map((phone) => phone.finish(world.url)));
	await world.verify();
}
