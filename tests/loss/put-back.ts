/** A backup made under load, an hour of work, the machine gone, the backup put back: the phones bring the hour back. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { HOUR } from '../../src/lib/platform/clock.ts';
import { eventually, root, type World } from './world.ts';

const run = promisify(execFile);

export interface PutBack {
	/** Acknowledged events that the backup did not hold, and that came back. */
	cameBack: number;
	of: number;
}

export async function putBack(world: World): Promise<PutBack> {
	const { tally, phones, environment } = world;
	const backups = mkdtempSync(join(tmpdir(), 'qadam-backups-'));
	const cli = (...args: string[]) =>
		run(process.execPath, args, { cwd: root, env: { ...process.env, ...environment } });
	const countEvents = () =>
		world.look(async ({ allLearners }) => {
			const { n } = await allLearners
				.selectFrom('event')
				.select((eb) => eb.fn.countAll<number>().as('n'))
				.executeTakeFirstOrThrow();
			return Number(n);
		});
	try {
		if (!world.isUp()) await world.start();
		const more = (n: number) => {
			const from = tally.acknowledged;
			return eventually(`${n} events more`, () => tally.acknowledged > from + n);
		};
		const load = world.underLoad();
		await more(100);
		const { stdout } = await cli('src/cli/backup.ts', '--to', backups);
		const folder = stdout.trim().split('\n').at(-1)!;
		writeFileSync(join(world.env.dataDir, 'clock-offset'), String(HOUR));
		await more(200);
		await world.kill();
		await load.stop();

		const epochs = new Set(phones.map((phone) => phone.epoch));
		const safe = phones.map((phone) => new Set(phone.safe));
		await cli('src/cli/restore.ts', folder, '--yes');
		const held = await countEvents();
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
	} finally {
		rmSync(backups, { recursive: true, force: true });
	}
}
