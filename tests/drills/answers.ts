/** What a server answers while its database does not. */
import { pause, type World } from '../loss/world.ts';

/** What needs no database: the health, a published page. */
const DOORS = ['/healthz', '/ur'];

/**
 * Asks again and again, until stopped.
 * @returns `stop`: how many answers there were; throws where one failed
 */
export function watchDoors(world: World): { stop(): Promise<number> } {
	let [over, answers] = [false, 0];
	const faults: string[] = [];
	const watching = (async () => {
		while (!over) {
			for (const door of DOORS)
				try {
					const { status, body } = await fetch(world.url + door, { signal: AbortSignal.timeout(10_000) });
					await body?.cancel();
					if (status === 200) answers++;
					else faults.push(`${door} says ${status}`);
				} catch (error) {
					faults.push(`${door}: ${(error as Error).name}`);
				}
			await pause(250);
		}
	})();
	return {
		async stop() {
			over = true;
			await watching;
			if (!world.isUp()) throw new Error(`the server died:\n${world.output.slice(-2000)}`);
			if (faults.length || !answers)
				throw new Error(
					`${answers} doors answered, ${faults.length} not: ${[...new Set(faults)].join(', ')}`
				);
			return answers;
		}
	};
}
