/** Kill -9 at random moments under load; after each, the log is held against what phones were told. */
import type { PostgresServer } from '../support/postgres-server.ts';
import { seeded } from './phone.ts';
import { eventually, pause, type World } from './world.ts';

export interface Kills {
	server: number;
	postgres: number;
	/** Kills with at least one request under way. */
	underWay: number;
}

/** How many phones work in one round; the others rest, so that no log grows long. */
const AT_ONCE = 6;
/** Of so many rounds one kills PostgreSQL instead of the server. */
const EVERY = 5;

export async function kills(
	world: World,
	{
		count,
		seed,
		postgres,
		said
	}: { count: number; seed: number; postgres?: PostgresServer; said: (line: string) => void }
): Promise<Kills> {
	const random = seeded(seed);
	const done: Kills = { server: 0, postgres: 0, underWay: 0 };
	for (let round = 0; round < count; round++) {
		const { phones, tally } = world;
		const some = phones.filter(
			(_, i) => (i + phones.length - ((round * AT_ONCE) % phones.length)) % phones.length < AT_ONCE
		);
		if (!world.isUp()) await world.start();
		const { answers } = tally;
		const load = world.underLoad(some);
		await eventually('an answer under load', () => tally.answers > answers);
		await pause(Math.floor(random() * 250));
		const lost = tally.lost;
		if (postgres && round % EVERY === EVERY - 1) {
			postgres.kill();
			done.postgres++;
			postgres.start();
			// The server lives on, and finds the database again by itself.
			const before = tally.answers;
			await eventually('an answer after PostgreSQL came back', () => tally.answers > before);
			if (!world.isUp()) throw new Error(`the server died with PostgreSQL:\n${world.output.slice(-2000)}`);
			await load.stop();
			done.underWay++;
		} else {
			await world.kill();
			done.server++;
			await load.stop();
			if (tally.lost > lost) done.underWay++;
		}
		try {
			await world.verify(some);
		} catch (error) {
			throw new Error(`round ${round + 1} (seed ${seed}): ${(error as Error).message}`, { cause: error });
		}
		if ((round + 1) % 20 === 0)
			said(`${round + 1} kills, ${tally.acknowledged} events acknowledged, none lost`);
	}
	if (!world.isUp()) await world.start();
	await Promise.all(world.phones.map((phone) => phone.finish(world.url)));
	await world.verify();
	return done;
}
