/** A backup made under load is put back on another machine: it is one moment of the log, and phones bring the rest. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readBackup } from '../../src/lib/platform/backup/index.server.ts';
import { rebuildAndCompare } from '../../src/lib/projections.server.ts';
import { backUp, restoreAndOffer } from '../loss/put-back.ts';
import type { World } from '../loss/world.ts';

type Ids = Map<string, string[]>;

/** Of each learner the ids of her log, in order. */
const idsOf = (world: World): Promise<Ids> =>
	world.look(async ({ allLearners }) => {
		const ids: Ids = new Map(world.phones.map(({ learnerId }) => [learnerId, []]));
		const rows = await allLearners
			.selectFrom('event')
			.select(['learner_id', 'event_id'])
			.orderBy('learner_id')
			.orderBy('pos')
			.execute();
		for (const row of rows) ids.get(row.learner_id)?.push(row.event_id);
		return ids;
	});

/**
 * One moment: of each log a beginning, with all that was acknowledged before the backup began and nothing that was recorded
 * after it had ended.
 */
function isOneMoment(
	world: World,
	whole: Ids,
	held: Ids,
	before: Ids,
	recordedTo: Map<string, number>
): void {
	for (const { learnerId, log } of world.phones) {
		const [all, some] = [whole.get(learnerId)!, held.get(learnerId)!];
		if (some.some((id, i) => id !== all[i])) throw new Error('the backup is not a beginning of a log');
		const has = new Set(some);
		if (before.get(learnerId)!.some((id) => !has.has(id)))
			throw new Error('it lacks what was acknowledged before it was begun');
		if (log.slice(recordedTo.get(learnerId)).some(({ id }) => has.has(id)))
			throw new Error('it holds what was recorded after it had ended');
	}
}

/**
 * @param place a new database; none for SQLite
 * @returns what the row says
 */
export async function elsewhere(world: World, place: string | undefined): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'qadam-elsewhere-'));
	if (!world.isUp()) await world.start();
	const load = world.underLoad();
	await world.acknowledged(40);
	const before: Ids = new Map(world.phones.map(({ learnerId, safe }) => [learnerId, [...safe]]));
	const backup = await backUp(world, join(folder, 'backups'));
	const recordedTo = new Map(world.phones.map(({ learnerId, log }) => [learnerId, log.length]));
	await world.acknowledged(40);
	await world.kill();
	await load.stop();
	const whole = await idsOf(world);

	world.moveTo({ dataDir: join(folder, 'data'), databaseUrl: place });
	let n = 0;
	const { cameBack, of } = await restoreAndOffer(world, backup, async () => {
		const held = await idsOf(world);
		isOneMoment(world, whole, held, before, recordedTo);
		const counted = await readBackup(backup);
		n = [...held.values()].flat().length;
		if (!counted.ok || counted.value.rows.event !== n) throw new Error('the manifest counts other events');
		const { changed } = await world.look((services) => rebuildAndCompare(services));
		if (changed) throw new Error(`a rebuild of the backup changed ${changed} rows`);
	});
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	return `${n} events, a beginning of each log; a rebuild changes 0 rows; phones brought ${cameBack} more; all ${of} are there`;
}
