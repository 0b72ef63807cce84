/** Processes that look for due work at the same moment: each piece is done once, each news arrives once. */
import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { grantRole, INSTALLATION } from '../../src/lib/accounts/index.server.ts';
import { DAY } from '../../src/lib/platform/clock.ts';
import { uuidv7 } from '../../src/lib/platform/ids.ts';
import { addEndpoint } from '../../src/lib/selling/index.server.ts';
import { giveBadge, STARTER, unlock, type World as Shops } from '../../src/lib/selling/testing.server.ts';
import { root, type World } from '../loss/world.ts';

const POLLERS = 4;

/** A marketplace that counts what comes, by the id of the message. */
async function marketplace() {
	const came = new Map<string, number>();
	const server = createServer((request, response) => {
		const id = String(request.headers['webhook-id']);
		came.set(id, (came.get(id) ?? 0) + 1);
		request.resume().once('end', () => response.writeHead(204).end());
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return { came, address: `http://127.0.0.1:${port}/hook`, close: () => server.close() };
}

/** @returns names of the jobs that each did */
const round = (pollers: ChildProcess[]): Promise<string[][]> =>
	Promise.all(
		pollers.map(async (poller) => {
			poller.send('look');
			const [{ done }] = (await once(poller, 'message')) as [{ done: string[] }];
			return done;
		})
	);

export async function jobsOnce(world: World): Promise<string> {
	const { came, address, close } = await marketplace();
	const sellers = world.phones.map(({ learnerId }) => learnerId);
	const jobs = await world.within(async (services) => {
		const admin = uuidv7(services.clock(), services.random);
		await services.db
			.transaction()
			.execute((tx) => grantRole(tx, INSTALLATION, admin, 'administrator', services.clock()));
		const endpoint = { id: uuidv7(services.clock(), services.random), name: 'bazaar', address };
		const added = await addEndpoint(services, admin, endpoint, { loopback: true });
		assert(added.ok);
		for (const learnerId of sellers) {
			for (const badge of STARTER) await giveBadge(services as Shops, learnerId, badge);
			await unlock(services as Shops, learnerId);
		}
		return (await services.allLearners.selectFrom('job').select('job_id').execute()).length;
	});
	// Whatever ran before is due again.
	writeFileSync(join(world.env.dataDir, 'clock-offset'), String(2 * DAY));
	const pollers = Array.from({ length: POLLERS }, () =>
		fork(join(root, 'tests/many/poller.ts'), {
			cwd: world.home,
			env: { ...process.env, ...world.environment }
		})
	);
	try {
		await Promise.all(pollers.map((poller) => once(poller, 'message')));
		const [first, second] = [await round(pollers), await round(pollers)];
		const done = first.flat().sort();
		assert(done.length >= Math.max(jobs, 10), `only ${done.length} jobs ran`);
		assert.deepEqual(done, [...new Set(done)], 'a job ran twice');
		assert.deepEqual(second.flat(), [], 'a job that was done is done again');
		assert.equal(came.size, sellers.length);
		assert.deepEqual(new Set(came.values()), new Set([1]), 'news arrived twice');
		const busy = first.filter((names) => names.length > 0).length;
		return `${done.length} jobs, shared by ${busy} of ${POLLERS} processes; ${came.size} news, each delivered once`;
	} finally {
		const gone = pollers.map((poller) => once(poller, 'exit'));
		for (const poller of pollers) poller.disconnect();
		await Promise.all(gone);
		close();
	}
}
