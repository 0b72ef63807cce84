import {
	active,
	adopt,
	append,
	closeWork,
	outbox,
	removeTile,
	sendWaiting,
	server as doors,
	tiles,
	unlock,
	whoIsOpen,
	type Profile
} from '../../src/lib/offline/index.ts';
import { mark } from '../../src/lib/offline/marker.ts';
import type { EventKind } from '../../src/lib/progress/index.ts';
import type { Intent } from './ledger.ts';
import { forge } from './forge.ts';
import { compareLoss } from './compare-loss.ts';
import { heal } from './heal.ts';
import type { Dice } from './seeded.ts';
import type { SimulatedPhone, Tab } from './simulated-phone.ts';
import { LEARNERS, SECRET } from './simulated-server.ts';
import { setStage } from './stage.ts';
import { tap } from './tap.ts';
import { Broken, World } from './world.ts';

export interface Result {
	seed: number;
	counts: Record<string, number>;
	/** The promise that was not kept. */
	broken?: string;
	trace?: string[];
}

/** One history of 15 to 40 steps, then everything works, and every promise is checked. */
export async function runHistory(seed: number, trace = false): Promise<Result> {
	const world = new World(seed, trace);
	setStage(world);
	await world.server.start();
	const { dice, turns } = world;
	// Each history likes some steps and never takes others, so that rare ones meet.
	const weights = Object.fromEntries(
		Object.entries<Step>(STEPS).map(([name, { weight, always }]) => [
			name,
			always ? weight : dice.chance(0.35) ? 0 : weight * (dice.chance(0.2) ? 3 : 1)
		])
	) as Record<StepName, number>;
	const deadly = dice.chance(0.6) ? 0.06 : 0;
	const steps = 15 + dice.int(26);
	const plan = dice.chance(0.4) ? restoring(steps, dice) : {};
	for (const phone of world.phones) if (dice.chance(0.8)) phone.next.push(...BEGINNING);
	try {
		for (let left = steps; left > 0 || turns.tasks.length;) {
			world.now += dice.int(3000);
			if (turns.tasks.length && dice.chance(deadly)) killOne(world);
			else if (world.network.late.length && dice.chance(0.08)) await arriveLate(world);
			else if (turns.tasks.length && (left <= 0 || dice.chance(0.85)))
				await world.step(dice.pick(turns.tasks));
			else if (left > 0) {
				left--;
				const phone = dice.pick(world.phones);
				const name = plan[left] ?? phone.next.shift() ?? dice.weighed(weights);
				await STEPS[name].take(world, phone);
				world.throwBroken();
			}
		}
		await heal(world);
	} catch (error) {
		const broken = error instanceof Broken ? error.message : `a fault: ${(error as Error).stack}`;
		return { seed, counts: world.counts, broken, trace: world.trace };
	} finally {
		world.server.raw.close();
	}
	return { seed, counts: world.counts, trace: world.trace };
}

/** Most people come to a phone so. */
const BEGINNING: StepName[] = ['touches an answer', 'joins', 'touches an answer', 'worker sends'];
/** So that some of it is held and some is not. */
const BEFORE: StepName[] = [
	'joins',
	'touches an answer',
	'worker sends',
	'signal goes',
	'touches an answer',
	'touches an answer'
];
/** What most do who find the app empty. */
const AGAIN: StepName[] = ['signal comes', 'joins', 'worker sends', 'asks what is lost'];

/** A backup at some time and its return later. */
const restoring = (steps: number, { int }: Dice): Record<number, StepName> => ({
	[steps - 3 - int(7)]: 'backup is made',
	[2 + int(4)]: 'backup is put back'
});

function killOne(world: World): void {
	const { tasks } = world.turns;
	const travelling = tasks.filter(({ before }) => /^(asks|gets)/.test(before));
	const { phone, where, name, before } = world.dice.pick(
		travelling.length && world.dice.chance(0.85) ? travelling : tasks
	);
	world.say(() => `${phone.name} ${where} is ended: ${name}, before it ${before}`);
	const when = {
		'has written': 'after a transaction, unheard',
		'gets the answer': 'before the answer comes'
	};
	world.count(
		`fault: ends ${when[before as keyof typeof when] ?? (before.startsWith('asks') ? 'before a request leaves' : 'before a transaction')}`
	);
	world.close(phone, where);
}

async function arriveLate(world: World): Promise<void> {
	const { late } = world.network;
	const [letter] = late.splice(world.dice.int(late.length), 1);
	world.say(() => `a late request of ${letter!.from.name} arrives`);
	await world.network.deliver(letter!);
}

const isBusy = (world: World, phone: SimulatedPhone) =>
	world.turns.tasks.some((task) => task.phone === phone);

interface Step {
	weight: number;
	/** In every history. */
	always?: true;
	take(world: World, phone: SimulatedPhone): unknown;
}

/** Starts something in a tab that is free, and says what its person sees when it is over. */
function inTab(
	world: World,
	phone: SimulatedPhone,
	name: string,
	work: (tab: Tab) => Promise<unknown>,
	intent?: (tab: Tab) => Intent
): void {
	const free = phone.tabs.filter(
		(tab) => !world.turns.tasks.some((t) => t.phone === phone && t.where === tab.where)
	);
	if (!free.length) return;
	if (free.length < phone.tabs.length) world.count('fault: two tabs at once');
	const tab = world.dice.pick(free);
	const load = async () => {
		// As phone.ts does when a page loads: whose page it is, is asked once.
		tab.page ??= (await phone.store.read(active))?.id ?? '';
		if (intent) task.intent = intent(tab);
		return work(tab);
	};
	const task = world.turns.spawn(phone, tab.where, name, load, (fault) => {
		if (fault) world.breaks(`a fault in ${name}: ${(fault as Error).stack}`);
	});
}

/** A touch on an answer, from its page: as phone.ts records it. */
const touch = (world: World, phone: SimulatedPhone): void =>
	inTab(
		world,
		phone,
		'records',
		async (tab) => {
			const { intent } = world.turns.current!;
			const { kind, body } = intent!;
			const refused = world.turns.current!;
			const event = await append(
				phone.store,
				kind as EventKind,
				body as never,
				tab.page,
				phone.clock(),
				world.dice.bytes
			).catch((error: Error) => {
				if (error.message || refused.over) throw error;
				world.count('outcome: refused to a page of another tile');
			});
			if (!event) {
				delete tab.page;
				return;
			}
			const made = world.ledger.events.get(event.id);
			if (!made)
				world.breaks(`S1 the phone said "done" and nothing is on its disk: ${event.profile} ${event.seq}`);
			else made.said = true;
			tab.page = event.profile;
			mark(event);
		},
		(tab) => tap(world, phone, tab.page!)
	);

const flush = (world: World, phone: SimulatedPhone): void => {
	if (world.turns.tasks.some((t) => t.phone === phone && t.where === 'worker')) return;
	const send = outbox(
		phone.store,
		doors,
		() => {},
		() => 0,
		() => 0.5
	);
	world.turns.spawn(phone, 'worker', 'sends', send);
};

/** Joins, or opens her work here: claims, tokens and key come from the server, and the phone adopts them. */
const join = (world: World, phone: SimulatedPhone): void =>
	inTab(world, phone, 'joins', async (tab) => {
		const { server, ledger, dice, turns } = world;
		const { profile } = await whoIsOpen(phone.store);
		const guest = profile && !profile.learnerId ? profile.id : undefined;
		const mine = guest && dice.chance(0.75) ? [guest] : [];
		const learner = dice.chance(0.8)
			? (phone.learner ?? dice.pick(world.learners))
			: dice.pick(world.learners);
		phone.learner = learner;
		await turns.gate('asks to join');
		if (!phone.online) return;
		const { joined, refused } = await server.issue(learner, mine);
		for (const { profileId } of joined) ledger.owners.set(profileId, learner);
		await turns.gate('is handed over');
		if (refused.length) return world.count('outcome: "mine" said of another learner’s work');
		if (dice.chance(0.1)) return world.count('fault: handover lost');
		const others = await phone.bare.read((t) => t.all<Profile>('profiles'));
		if (others.some((other) => other.learnerId === learner && other.id !== joined[0]!.profileId))
			world.count('step: second profile of one learner');
		if (guest) world.count(mine.length ? 'step: "yes, mine"' : 'step: "no, not mine"');
		else world.count('step: opened on a phone');
		for (const one of joined) {
			await adopt(phone.store, one, phone.clock(), dice.bytes);
			tab.page = one.profileId;
		}
		await compareLoss(world, phone);
		const elsewhere = world.phones.filter(
			(other) => other !== phone && joined.some((j) => other.joined.has(j.profileId))
		);
		if (elsewhere.length) world.count('step: second phone of one learner');
	});

const open = (world: World, phone: SimulatedPhone): void =>
	inTab(world, phone, 'opens a tile', async (tab) => {
		const all = await tiles(phone.store);
		if (!all.length) return;
		const { id, lock } = world.dice.pick(all);
		const right = world.dice.chance(0.6);
		const opened = await unlock(
			phone.store,
			id,
			right ? SECRET : 'digits:111111',
			phone.clock(),
			world.dice.bytes
		);
		if (!right && lock && opened && !phone.plain) world.breaks(`K3 a wrong secret opened ${id}`);
		world.count(opened ? 'step: tile opened' : 'step: wrong secret');
		if (opened) tab.page = id;
	});

const askLoss = (world: World, phone: SimulatedPhone): void =>
	inTab(world, phone, 'asks what is lost', () => compareLoss(world, phone));

const STEPS = {
	'touches an answer': { weight: 12, always: true, take: touch },
	'worker sends': { weight: 10, always: true, take: flush },
	'page sends': {
		weight: 2,
		take: (world, phone) =>
			inTab(world, phone, 'sends', () => sendWaiting(phone.store, doors).catch(() => false))
	},
	joins: { weight: 3, always: true, take: join },
	'opens a tile': { weight: 2, take: open },
	'closes her work': {
		weight: 1,
		take: (world, phone) =>
			inTab(world, phone, 'closes her work', async (tab) => {
				await closeWork(phone.store);
				world.count('step: work closed');
				tab.page = '';
			})
	},
	'takes a tile off': {
		weight: 0.5,
		take: (world, phone) =>
			inTab(world, phone, 'takes a tile off', async (tab) => {
				const all = await tiles(phone.store);
				if (!all.length) return;
				const { id } = world.dice.pick(all);
				world.turns.current!.removing = id;
				await removeTile(phone.store, id);
				delete tab.page;
				world.count('step: tile taken off');
			})
	},
	'asks what is lost': { weight: 1.5, always: true, take: askLoss },
	'storage is erased soon': {
		weight: 4.5,
		always: true,
		take: (_world, phone) => void (phone.next = [...BEFORE, 'storage is erased', ...AGAIN])
	},
	'storage is erased': {
		weight: 0.5,
		take: async (world, phone) => {
			if (!phone.online && isBusy(world, phone) && world.dice.chance(0.7)) {
				phone.next.unshift('storage is erased');
				return;
			}
			for (const where of ['tab 1', 'tab 2', 'worker']) world.close(phone, where);
			const all = world.dice.chance(0.3);
			if (all) phone.forgetCookies();
			phone.wipe();
			world.say(() => `${phone.name}: storage erased${all ? ', cookies too' : ''}`);
			world.count(all ? 'fault: storage and cookies erased' : 'fault: storage erased');
			world.count('outcome: lost with erased storage', await world.noteGone('storage erased'));
		}
	},
	'clock is set': {
		weight: 1,
		take: (world, phone) => {
			phone.off = world.dice.chance(0.3) ? 0 : (world.dice.int(6000) - 3000) * 60_000;
			world.count('fault: clock set');
		}
	},
	'signal comes or goes': {
		weight: 0.8,
		take: (world, phone) => {
			phone.online = !phone.online;
			if (!phone.online) world.count('fault: no signal');
		}
	},
	'signal goes': {
		weight: 0,
		take: (world, phone) => {
			// After what was sent has gone, so that the rest of it stays.
			if (isBusy(world, phone)) phone.next.unshift('signal goes');
			else phone.online = false;
		}
	},
	'signal comes': { weight: 0, take: (_world, phone) => void (phone.online = true) },
	'time goes by': { weight: 1.5, take: (world) => void (world.now += world.dice.int(3 * 86_400_000)) },
	'permission is taken back': {
		weight: 0.6,
		take: async (world) => {
			await world.server.revoke(world.dice.pick(LEARNERS));
			world.count('fault: tokens taken back');
		}
	},
	'a forged request': { weight: 1.8, take: (world) => forge(world) },
	'backup is made': {
		weight: 1.2,
		take: (world) => {
			world.backup = world.server.backUp();
			world.count('step: backup');
		}
	},
	'backup is put back': {
		weight: 1.2,
		take: async (world) => {
			if (!world.backup) return;
			world.server.restore(world.backup);
			world.say(() => `restored: epoch ${world.server.epoch}`);
			world.count('fault: restored from backup');
			world.count(
				'outcome: lost between backup and restore',
				await world.noteGone('between backup and restore')
			);
		}
	},
	'server is upgraded': {
		weight: 0.8,
		take: async (world) => {
			if (world.server.upgraded) return;
			world.count('outcome: counted after the upgrade', await world.server.upgrade());
			world.count('fault: server upgraded in between');
		}
	}
} satisfies Record<string, Step>;

export type StepName = keyof typeof STEPS;
