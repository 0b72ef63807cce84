import {
	adopt,
	readHers,
	readLog,
	sendWaiting,
	server as doors,
	unlock,
	whoIsOpen,
	type Profile
} from '../../src/lib/offline/index.ts';
import { compareLoss } from './compare-loss.ts';
import { checkLogs, checkTile } from './promises.ts';
import type { SimulatedPhone } from './simulated-phone.ts';
import { SECRET } from './simulated-server.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;

/** From here on everything works: who was refused opens her work again, and all send until nothing changes any more. */
export async function heal(world: World): Promise<void> {
	world.calm = true;
	world.say(() => 'everything works from now on');
	for (const phone of world.phones) phone.online = true;
	for (const letter of world.network.late.splice(0))
		if (world.dice.chance(0.5)) await world.network.deliver(letter);
	if (!world.server.upgraded) world.count('outcome: counted after the upgrade', await world.server.upgrade());
	else await world.server.rebuild();
	world.throwBroken();
	for (let before = '', round = 0; ; round++) {
		for (const phone of world.phones)
			for (const tile of await tilesOf(phone)) await openAndSend(world, phone, tile);
		const now = JSON.stringify([
			world.server.rows('select count(*) n, sum(pos) p from event'),
			await rowsOf(world)
		]);
		if (now === before) break;
		if (round === 6) return (world.breaks('S2 it never comes to rest'), world.throwBroken());
		before = now;
		world.now += DAY / 100;
	}
	for (const phone of world.phones)
		for (const tile of await tilesOf(phone)) {
			await open(world, phone, tile);
			await world.run(phone, 'asks what is lost', () => compareLoss(world, phone));
			const { profile, key } = await whoIsOpen(phone.bare);
			const told = await world.run(phone, 'reads what it was told', () => readHers(phone.bare, 'news'));
			const log = await world.run(phone, 'reads the log', () => readLog(phone.bare));
			await checkTile(world, phone, { profile: profile!, sealed: !!key, log, told });
			world.throwBroken();
		}
	await checkLogs(world);
	world.throwBroken();
}

const tilesOf = (phone: SimulatedPhone) => phone.bare.read((t) => t.all<Profile>('profiles'));

const rowsOf = (world: World) =>
	Promise.all(
		world.phones.map(({ bare }) =>
			bare.read(async (t) =>
				(await t.all<{ id: string; state: string }>('events')).map(({ id, state }) => id + state)
			)
		)
	);

async function open(world: World, phone: SimulatedPhone, { id }: Profile): Promise<void> {
	const opens = () => world.run(phone, `opens ${id}`, () => unlock(phone.store, id, SECRET));
	if (await opens()) return;
	// After wrong tries the next has to wait.
	world.now += DAY;
	if (!(await opens())) world.breaks(`K3 the right secret does not open ${id} on ${phone.name}`);
	world.throwBroken();
}

/** @throws where something of hers still waits */
async function openAndSend(world: World, phone: SimulatedPhone, tile: Profile): Promise<void> {
	await open(world, phone, tile);
	await world.run(phone, 'asks what is lost', () => compareLoss(world, phone));
	const send = async (tries: number): Promise<boolean> =>
		(await world.run(phone, 'sends', () => sendWaiting(phone.store, doors))) ||
		(tries > 1 && send(tries - 1));
	if (await send(1)) return;
	// Every tile whose token is refused: its person opens her work again here.
	for (const { id, learnerId } of await tilesOf(phone)) {
		if (!learnerId) continue;
		const { joined } = await world.server.issue(world.ledger.owners.get(id)!, [id]);
		await world.run(phone, `joins again ${id}`, () =>
			adopt(phone.store, joined[0]!, phone.clock(), world.dice.bytes)
		);
	}
	await open(world, phone, tile);
	// Once to hear that the server was restored, once to go.
	if (!(await send(2))) world.breaks(`S2 what waits on ${phone.name} does not go`);
	world.throwBroken();
}
