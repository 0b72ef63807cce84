/** A backup made under load, an hour of work, the machine gone, the backup put back: the phones bring the hour back. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HOUR } from '../../src/lib/platform/clock.ts';
import type { World } from './world.ts';

export interface PutBack {
	/** Acknowledged events that the backup did not hold, and that came back. */
	cameBack: number;
	of: number;
}

/** @returns the backup's folder */
export const backUp = async (world: World, to: string): Promise<string> =>
	(await world.command('backup.ts', '--to', to)).stdout.trim().split('\n').at(-1)!;

const countEvents = (world: World): Promise<number> =>
	world.look(async ({ allLearners }) => {
		const { n } = await allLearners
			.selectFrom('event')
			.select((eb) => eb.fn.countAll<number>().as('n'))
			.executeTakeFirstOrThrow();
		return Number(n);
	});

/**
 * Puts the backup in the place of the stopped installation, and lets phones bring what they hold.
 * @param before what is done when it stands there, before it is served
 */
export async function restoreAndOffer(
	world: World,
	folder: string,
	before = async (): Promise<void> => {}
): Promise<PutBack> {
	const { phones } = world;
	const epochs = new Set(phones.map((phone) => phone.epoch));
	const safe = phones.map((phone) => new Set(phone.safe));
	await world.command('restore.ts', folder, '--yes');
	const held = await countEvents(world);
	await before();
	await world.start();
	await Promise.all(phones.map((phone) => phone.sendOnce(world.url)));
	await Promise.all(
		phones.map(async (phone) => {
			// An answer of another epoch: all she holds is offered, the long safe too.
			await phone.offerAll(world.url);
			if (epochs.has(phone.epoch)) throw new Error('the epoch is the old one');
		})
	);
	await Promise.all(phones.map((phone) => phone.finish(world.url)));
	phones.forEach((phone, i) => safe[i]!.forEach((id) => phone.safe.add(id)));
	await world.kill();
	await world.verify();
	const of = safe.reduce((sum, ids) => sum + ids.size, 0);
	if (held >= of) throw new Error('the backup held everything: nothing was shown');
	return { cameBack: of - held, of };
}

export async function putBack(world: World): Promise<PutBack> {
	const backups = mkdtempSync(join(tmpdir(), 'qadam-backups-'));
	try {
		if (!world.isUp()) await world.start();
		const load = world.underLoad();
		await world.acknowledged(100);
		const folder = await backUp(world, backups);
		writeFileSync(join(world.env.dataDir, 'clock-offset'), String(HOUR));
		await world.acknowledged(200);
		await world.kill();
		await load.stop();
		return await restoreAndOffer(world, folder);
	} finally {
		rmSync(backups, { recursive: true, force: true });
	}
}
