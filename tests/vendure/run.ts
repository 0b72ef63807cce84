/**
 * `npm run test:vendure`: our connector against a real Vendure 3.7, which is installed (node_modules/.cache/vendure), started
 * on loopback and stopped again. Ends with `N passed, N failed`.
 */
import assert from 'node:assert/strict';
import { DAY, HOUR, MINUTE } from '../../src/lib/platform/clock.ts';
import { newVendurePassword, type SellerAccount } from '../../src/lib/selling/index.server.ts';
import { installVendure, vendureEngine } from './engine.ts';
import { lossyProxy } from './lossy-proxy.ts';
import { buyer, logIn, readyOperator, type Person } from './person.ts';
import { LATER, openWorld } from './world.ts';

const SEED = 20_261_127;
const WORKERS = 3;
const LEARNERS = 50;
/** Of a hundred answers so many are lost. */
const LOST = 4;

let passed = 0;
let failed = 0;
async function check(what: string, work: () => Promise<string | void>): Promise<void> {
	const began = Date.now();
	try {
		const said = await work();
		passed++;
		console.log(`ok      ${what}${said ? `: ${said}` : ''} (${Date.now() - began} ms)`);
	} catch (error) {
		failed++;
		console.log(`FAIL ${what}\n${(error as Error).stack ?? String(error)}`);
	}
}

installVendure();
const engine = await vendureEngine();
// Whatever goes wrong before the tests begin, no Vendure stays behind.
process.once('uncaughtExceptionMonitor', () => engine.kill());
const began = Date.now();
await engine.start();
console.log(`Vendure on port ${engine.port}, up after ${Date.now() - began} ms; seed ${SEED}`);
const operator = await readyOperator(engine.port);
const shoppers = buyer(engine.port);
const proxy = await lossyProxy(engine.port);
const world = await openWorld(proxy.port, WORKERS);
const vendures = world.workers.map(({ services }) => services.vendure!);
const vendure = vendures[0]!;
const codeOf = ({ learnerId }: SellerAccount) => vendure.loginOf(learnerId);

const ONE = { channels: 1, sellers: 1, roles: 1, administrators: 1, stockLocations: 1 };
/** What Vendure holds of her, counted by its operator; her channel's token, and whether the parts belong together. */
async function standing(her: SellerAccount) {
	const code = codeOf(her);
	const found = await operator.ask<{
		channels: { items: { id: string; token: string; seller: { name: string } | null }[] };
		sellers: { totalItems: number };
		roles: { items: { permissions: string[]; channels: { code: string }[] }[] };
		administrators: { items: { user: { roles: { code: string }[] } }[] };
	}>(
		`query ($code: String!) {
			channels(options: { filter: { code: { eq: $code } } }) { items { id token seller { name } } }
			sellers(options: { filter: { name: { eq: $code } } }) { totalItems }
			roles(options: { filter: { code: { eq: $code } } }) { items { permissions channels { code } } }
			administrators(options: { filter: { emailAddress: { eq: $code } } }) { items { user { roles { code } } } }
		}`,
		{ code }
	);
	const [channel] = found.channels.items;
	const [role] = found.roles.items;
	const [administrator] = found.administrators.items;
	const places = channel
		? await operator.ask<{ stockLocations: { items: { name: string }[] } }>(
				'{ stockLocations { items { name } } }',
				{},
				channel.token
			)
		: { stockLocations: { items: [] } };
	return {
		count: {
			channels: found.channels.items.length,
			sellers: found.sellers.totalItems,
			roles: found.roles.items.length,
			administrators: found.administrators.items.length,
			stockLocations: places.stockLocations.items.filter(({ name }) => name === code).length
		},
		token: channel?.token ?? '',
		permissions: role?.permissions ?? [],
		belongs:
			channel?.seller?.name === code &&
			role?.channels.map((c) => c.code).join() === code &&
			administrator?.user.roles.map((r) => r.code).join() === code
	};
}
async function oneOfEach(her: SellerAccount, when = ''): Promise<void> {
	const { count, belongs } = await standing(her);
	assert.deepEqual({ when, ...count, belongs }, { when, ...ONE, belongs: true });
}

/** A seller at Vendure's own door, with the password that she was just shown. */
async function sellerInside(her: SellerAccount) {
	const made = await newVendurePassword(world.services, her.learnerId);
	assert(made.ok, JSON.stringify(made));
	const inside = await logIn(engine.port, { user: made.value.login, password: made.value.password });
	assert(inside, 'she cannot log in');
	const [channel] = inside.channels;
	assert.deepEqual([inside.channels.length, channel!.code], [1, codeOf(her)]);
	return { ...inside, token: channel!.token, password: made.value.password };
}

const CREATE = `mutation ($name: String!, $slug: String!) {
	createProduct(input: { enabled: true, translations: [{ languageCode: ur, name: $name, slug: $slug, description: "" }] }) { id }
}`;
/** A product at a price in rupees, by the seller herself. Vendure counts in hundredths. */
async function sell(by: Person, token: string, name: string): Promise<string> {
	const { createProduct } = await by.ask<{ createProduct: { id: string } }>(
		CREATE,
		{ name, slug: name },
		token
	);
	await by.ask(
		`mutation ($id: ID!, $name: String!) {
			createProductVariants(input: [{ productId: $id, sku: $name, price: 245000, stockOnHand: 3,
				translations: [{ languageCode: ur, name: $name }] }]) { id }
		}`,
		{ id: createProduct.id, name },
		token
	);
	return createProduct.id;
}
const LIST = '{ products { items { id name variants { priceWithTax currencyCode } } } }';
interface Listed {
	products: {
		items: { id: string; name: string; variants: { priceWithTax: number; currencyCode: string }[] }[];
	};
}
/** What a buyer sees in a shop front of hers, or (without a token) in the one of the whole marketplace. */
const shown = async (token?: string): Promise<string[]> =>
	(await shoppers.ask<Listed>(LIST, {}, token)).products.items.map(({ id }) => id);

await check('the answer to any one question lost, then tried again: one of each', async () => {
	const first = await world.seller();
	proxy.reset();
	assert((await vendures[1]!.ensureSeller(first)).ok);
	await oneOfEach(first);
	// Without the log-in, which comes once for all.
	const steps = proxy.asked.filter((name) => name !== 'Login');
	assert(steps.length >= 12, steps.join());
	assert((await vendure.ensureSeller(first)).ok);
	for (let n = 1; n <= steps.length; n++) {
		const her = await world.seller();
		proxy.reset();
		proxy.loses = (at) => at === n;
		assert.equal((await vendure.ensureSeller(her)).ok, false, `after ${steps[n - 1]}`);
		proxy.reset();
		world.forward(LATER);
		const again = await vendure.ensureSeller(her);
		assert(again.ok, `after ${steps[n - 1]}: ${JSON.stringify(again)}`);
		await oneOfEach(her, steps[n - 1]);
	}
	return `${steps.length} questions: ${steps.join(', ')}`;
});

await check('three workers at once, ten times: one of each', async () => {
	for (let i = 0; i < 10; i++) {
		const her = await world.seller();
		const answers = await Promise.all(vendures.map((one) => one.ensureSeller(her)));
		assert(
			answers.every(({ ok }) => ok),
			JSON.stringify(answers)
		);
		await oneOfEach(her);
	}
});

await check(
	`${LEARNERS} learners, ${WORKERS} workers, ${LOST} % of the answers lost: one of each`,
	async () => {
		// Those of the tests before are told of as well: they have their accounts.
		await world.round();
		const hers: SellerAccount[] = [];
		for (let i = 0; i < LEARNERS; i++) hers.push(await world.seller());
		assert((await world.waiting()) >= LEARNERS);
		let state = SEED;
		const dice = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
		proxy.reset();
		let lost = 0;
		let rounds = 0;
		while (await world.waiting()) {
			proxy.loses = () => rounds < 100 && dice() < LOST / 100 && lost++ >= 0;
			await Promise.all(world.workers.map((worker) => worker.round()));
			world.forward(rounds % 4 === 3 ? DAY : 10 * MINUTE);
			assert(++rounds < 200, 'it does not end');
		}
		proxy.reset();
		for (const her of hers) await oneOfEach(her);
		const { administrators } = await operator.ask<{ administrators: { totalItems: number } }>(
			'{ administrators { totalItems } }'
		);
		const { sellers } = await operator.ask<{ sellers: { totalItems: number } }>('{ sellers { totalItems } }');
		// One administrator more is the superadmin, one seller more is Vendure's default.
		assert.equal(administrators.totalItems, sellers.totalItems);
		return `${rounds} rounds, ${lost} answers lost, ${sellers.totalItems - 1} sellers in all`;
	}
);

await check('the seller logs in with the password that she was shown, and sells', async () => {
	const her = await world.seller();
	await world.round();
	assert.equal(await logIn(engine.port, { user: codeOf(her), password: codeOf(her) }), undefined);
	const inside = await sellerInside(her);
	const id = await sell(inside, inside.token, 'neeli-shawl');
	const { products } = await shoppers.ask<Listed>(LIST, {}, inside.token);
	assert.deepEqual(products.items, [
		{ id, name: 'neeli-shawl', variants: [{ priceWithTax: 245000, currencyCode: 'PKR' }] }
	]);
	assert((await shown()).includes(id), 'not on the front of the marketplace');
	const again = await sellerInside(her);
	assert.equal(
		await logIn(engine.port, { user: codeOf(her), password: inside.password }),
		undefined,
		'the former password still opens'
	);
	assert.notEqual(again.password, inside.password);
});

await check('a seller reaches nothing of another one, nor of the marketplace', async () => {
	const [one, two] = [await world.seller(), await world.seller()];
	await world.round();
	const [first, second] = [await sellerInside(one), await sellerInside(two)];
	const id = await sell(first, first.token, 'laal-shawl');
	const rename = 'mutation ($id: ID!) { updateProduct(input: { id: $id, enabled: false }) { id } }';
	for (const channel of [first.token, undefined]) {
		assert(await second.fault(rename, { id }, channel), 'changed what is not hers');
		assert(await second.fault('{ orders { totalItems } }', {}, channel), 'read orders that are not hers');
	}
	assert(await second.fault(rename, { id }, second.token), 'changed what is not in her channel');
	for (const query of [
		'{ administrators { totalItems } }',
		'{ customers { totalItems } }',
		'{ channels { totalItems } }',
		'mutation { createSeller(input: { name: "x" }) { id } }'
	])
		assert.equal(await second.fault(query, {}, second.token), 'FORBIDDEN', query);
	assert((await shown(first.token)).includes(id));
});

await check('suspended: hidden at once, also from a session that is open; back: as it was', async () => {
	const her = await world.seller();
	await world.round();
	const inside = await sellerInside(her);
	const [sold, put] = [
		await sell(inside, inside.token, 'hari-shawl'),
		await sell(inside, inside.token, 'peeli-shawl')
	];
	const hide = 'mutation ($id: ID!) { updateProduct(input: { id: $id, enabled: false }) { id } }';
	await inside.ask(hide, { id: put }, inside.token);
	assert((await shown()).includes(sold));

	await world.suspend(her);
	const from = Date.now();
	await world.round();
	const took = Date.now() - from;
	assert.equal(await shoppers.fault(LIST, {}, inside.token), 'CHANNEL_NOT_FOUND');
	assert(!(await shown()).includes(sold), 'still on the front of the marketplace');
	const { token, permissions } = await standing(her);
	assert.notEqual(token, inside.token);
	assert.deepEqual(permissions, ['Authenticated']);
	for (const channel of [inside.token, token, undefined])
		assert(await inside.fault(CREATE, { name: 'x', slug: 'x' }, channel), 'she can still sell');
	const refused = await newVendurePassword(world.services, her.learnerId);
	assert.deepEqual(refused, { ok: false, refusal: { tag: 'suspended' } });

	await world.resume(her);
	await world.round();
	assert.deepEqual(await shown(inside.token), [sold], 'what she had hidden herself is shown, or hers is not');
	await sell(inside, inside.token, 'safed-shawl');
	await oneOfEach(her);
	return `hidden ${took} ms after the news went out`;
});

await check('the answer to any one question lost, suspended and back', async () => {
	const scene = async (down: number, up: number) => {
		const her = await world.seller();
		assert((await vendure.ensureSeller(her)).ok);
		const inside = await sellerInside(her);
		const id = await sell(inside, inside.token, `shawl-${down}-${up}`);
		const asked: string[][] = [];
		for (const [n, hidden] of [
			[down, true],
			[up, false]
		] as const) {
			const work = () => (hidden ? vendure.suspend(her) : vendure.resume(her));
			proxy.reset();
			proxy.loses = (at) => at === n;
			const done = await work();
			assert.equal(done.ok, n === 0, JSON.stringify(done));
			asked.push(proxy.asked);
			proxy.reset();
			world.forward(LATER);
			assert((await work()).ok);
			const status = await vendure.status(her);
			assert.deepEqual(status, { ok: true, value: hidden ? 'suspended' : 'active' });
			assert.equal((await shown()).includes(id), !hidden);
			if (hidden) assert.equal(await shoppers.fault(LIST, {}, inside.token), 'CHANNEL_NOT_FOUND');
			else assert.deepEqual(await shown(inside.token), [id]);
		}
		await oneOfEach(her);
		return asked;
	};
	const [down = [], up = []] = await scene(0, 0);
	for (let n = 1; n <= down.length; n++) await scene(n, 0);
	for (let n = 1; n <= up.length; n++) await scene(0, n);
	return `down: ${down.join(', ')}; up: ${up.join(', ')}`;
});

await check('a log-in name that she changed makes no second administrator', async () => {
	const her = await world.seller();
	await world.round();
	const inside = await sellerInside(her);
	await inside.ask(
		'mutation { updateActiveAdministrator(input: { emailAddress: "shabana@example.com" }) { id } }',
		{},
		inside.token
	);
	const made = await newVendurePassword(world.services, her.learnerId);
	assert(made.ok);
	assert.equal(made.value.login, 'shabana@example.com');
	assert(await logIn(engine.port, { user: 'shabana@example.com', password: made.value.password }));
	assert.equal((await standing(her)).count.administrators, 0);
});

await check('a Vendure that is down keeps nobody waiting, and hears of it when it is up again', async () => {
	await engine.stop();
	const her = await world.seller();
	await world.round();
	const rows = await world.services.db
		.selectFrom('outbox')
		.select(['target', 'done_at', 'error'])
		.where('learner_id', '=', her.learnerId)
		.orderBy('target')
		.execute();
	assert.deepEqual(
		rows.map(({ target, done_at }) => [target, done_at !== null]),
		[
			['connectors', true],
			['vendure', false]
		]
	);
	const refused = await newVendurePassword(world.services, her.learnerId);
	assert.deepEqual(refused, { ok: false, refusal: { tag: 'later' } });
	await engine.start();
	world.forward(HOUR);
	await world.round();
	await oneOfEach(her);
	return rows[1]!.error ?? '';
});

await world.close();
proxy.close();
await engine.remove();
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
