/** PostgreSQL is stopped under load, as an operator stops it, and started again. */
import type { PostgresServer } from '../support/postgres-server.ts';
import { refusals } from '../loss/phone.ts';
import { eventually, type World } from '../loss/world.ts';
import { watchDoors } from './answers.ts';

/** @returns what the row says */
export async function stopped(
	world: World,
	postgres: PostgresServer,
	mode: 'fast' | 'immediate'
): Promise<string> {
	const { tally } = world;
	if (!world.isUp()) await world.start();
	const { pid } = world.server!;
	const load = world.underLoad();
	await world.acknowledged(20);
	const doors = watchDoors(world);
	const before = refusals(tally);
	postgres.stop(mode);
	await eventually('refusals without PostgreSQL', () => refusals(tally) >= before + 20);
	const answers = await doors.stop();
	const refused = refusals(tally) - before;
	postgres.start();
	await world.acknowledged(20);
	await load.stop();
	if (world.server!.pid !== pid) throw new Error('the server was started again');
	await world.settle();
	return `${refused} batches refused with 5xx, meanwhile ${answers} times health and a page; the same server serves again; ${tally.acknowledged} events acknowledged, 0 lost`;
}
