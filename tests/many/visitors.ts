/** People without the app: pages, and a post that is sent once or not at all. */
import { Agent } from 'node:https';
import { send } from '../support/raw.ts';

export interface Visits {
	answers: number;
	/** What no visitor may meet: no answer, or one that the server failed. */
	failed: string[];
}

const ASKED = [
	{ path: '/en/learn/tiny/t1' },
	{ path: '/ur' },
	{
		path: '/api/verify',
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{}'
	}
];

/** @param count how many at once, each asking one thing after another until stopped */
export function startVisitors(url: string, count: number): { stop(): Promise<Visits> } {
	const visits: Visits = { answers: 0, failed: [] };
	const agent = new Agent({ keepAlive: true });
	let over = false;
	const visit = async (n: number) => {
		while (!over) {
			const asked = ASKED[n++ % ASKED.length]!;
			try {
				const { status } = await send(url, asked, agent);
				visits.answers++;
				if (status >= 500) visits.failed.push(`${asked.path}: ${status}`);
			} catch (error) {
				visits.failed.push(`${asked.path}: ${(error as Error).message}`);
			}
		}
	};
	const all = Promise.all(Array.from({ length: count }, (_, n) => visit(n)));
	return {
		async stop() {
			over = true;
			await all;
			agent.destroy();
			return visits;
		}
	};
}
