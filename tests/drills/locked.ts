/** Another process holds the database: phones wait or are refused, everybody else is answered, and then it goes on. */
import Database from 'better-sqlite3';
import pg from 'pg';
import { sqliteFile } from '../../src/lib/platform/db.server.ts';
import { refusals } from '../loss/phone.ts';
import { pause, type World } from '../loss/world.ts';
import { watchDoors } from './answers.ts';

const HELD = 30_000;
/** What had been committed before may still be on its way to a phone, ms. */
const ON_ITS_WAY = 1000;

/** @returns what lets go */
async function hold({ env }: World): Promise<() => Promise<void>> {
	if (env.databaseUrl) {
		const client = new pg.Client({ connectionString: env.databaseUrl });
		await client.connect();
		await client.query('begin');
		await client.query('lock table event in access exclusive mode');
		return async () => {
			await client.query('commit');
			await client.end();
		};
	}
	const other = new Database(sqliteFile(env.dataDir), { timeout: 10_000 });
	other.exec('begin exclusive');
	return async () => {
		other.exec('commit');
		other.close();
	};
}

/** @returns what the row says */
export async function locked(world: World): Promise<string> {
	const { tally } = world;
	if (!world.isUp()) await world.start();
	const { pid } = world.server!;
	const load = world.underLoad();
	await world.acknowledged(20);
	const [refused, lost] = [refusals(tally), tally.lost];
	const letGo = await hold(world);
	const doors = watchDoors(world);
	await pause(ON_ITS_WAY);
	const { acknowledged } = tally;
	await pause(HELD - ON_ITS_WAY);
	if (tally.acknowledged > acknowledged) throw new Error('events were acknowledged: it was not locked');
	await letGo();
	const answers = await doors.stop();
	await world.acknowledged(20);
	await load.stop();
	if (world.server!.pid !== pid) throw new Error('it was started again');
	await world.settle();
	return (
		`${refusals(tally) - refused} batches refused with 5xx, ${tally.lost - lost} given up by phones, meanwhile ${answers} ` +
		`times health and a page; the same server serves again; ${tally.acknowledged} events acknowledged, 0 lost`
	);
}
