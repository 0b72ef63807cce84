/** Opens shops and lives through orders, by the same use cases as the pages. */
import {
	addPhoto,
	addProduct,
	checkShop,
	moveOrderAsBuyer,
	moveOrderAsSeller,
	newOrderKey,
	newProductId,
	openShop,
	openShopForm,
	parseForm,
	placeOrder,
	productForm,
	readOwnShop,
	readSellersOrders,
	readWaitingShops
} from '#lib/selling/index.server.ts';
import { DAY, HOUR, MINUTE } from '#lib/platform/clock.ts';
import sharp from 'sharp';
import { must } from './must.ts';
import { buyers, type Goods } from './people.ts';
import type { Learner, World } from './study.ts';

const words = (form: object): Record<string, string> =>
	Object.fromEntries(Object.entries(form).map(([k, v]) => [k, String(v)]));

const read = <T>(what: string, parsed: { ok: true; value: T } | { ok: false; faults: unknown }): T => {
	if (!parsed.ok) throw new Error(`the demo's form ${what}: ${JSON.stringify(parsed.faults)}`);
	return parsed.value;
};

/** Shop, first product from the draft, further products, pictures, and the checker's yes. */
export async function open(world: World, learner: Learner, goods: Goods, staffId: string): Promise<string> {
	const { services, time } = world;
	const { learnerId } = learner;
	const { shop } = goods;
	const form = read(
		'opens the shop',
		parseForm(openShopForm, words({ ...shop, delivery_fee: shop.fee, returns: goods.listing.returns }))
	);
	const { handle } = must('open a shop', await openShop(services, learnerId, form));
	for (const product of goods.more) {
		const id = newProductId(services);
		must(
			'add a product',
			await addProduct(services, learnerId, id, read('adds', parseForm(productForm, words(product))))
		);
	}
	const own = await readOwnShop(services, learnerId);
	const products = own!.products;
	for (const [i, name] of goods.photos.entries()) {
		const picture = services.catalogue.picture('selling-online', `${name}.svg`);
		const target = products[i % products.length];
		if (!picture || !target) continue;
		const jpeg = await sharp(Buffer.from(picture.bytes), { density: 240 }).resize(960).jpeg().toBuffer();
		must('add a picture', await addPhoto(services, learnerId, target.id, jpeg));
	}
	time.now += 5 * HOUR;
	for (const waiting of await readWaitingShops(services.allLearners))
		must(
			'check a shop',
			await checkShop(services, staffId, waiting.learnerId, waiting.items, {
				verdict: 'approve'
			})
		);
	return handle;
}

export type Ending =
	'confirmed by buyer' | 'said by seller' | 'sent' | 'confirmed' | 'new' | 'cancelled' | 'returned';

/** One order from the form to its ending. */
export async function order(
	world: World,
	learner: Learner,
	handle: string,
	n: number,
	ending: Ending
): Promise<void> {
	const { services, time } = world;
	const { learnerId } = learner;
	const products = (await readOwnShop(services, learnerId))!.products.filter((p) => p.stock > 0);
	const product = products[n % products.length];
	if (!product) return;
	const shop = (await readOwnShop(services, learnerId))!;
	const buyer = buyers[n % buyers.length]!;
	const key = newOrderKey(services);
	// A buyer reads before she orders.
	time.now += MINUTE;
	const placed = must(
		'order',
		await placeOrder(
			services,
			{ handle, productId: product.id, network: `demo-${n}` },
			words({
				key,
				price: product.price,
				fee: shop.deliveryFee,
				quantity: 1,
				name: buyer.name,
				phone: `0300 555${String(10 + n).padStart(4, '0')}`,
				city: buyer.city,
				address: 'بازار والی سڑک',
				landmark: buyer.landmark,
				phone2: '',
				note: ''
			})
		)
	);
	const { id: orderId } = (await readSellersOrders(services, learnerId)).open.find(
		(o) => o.number === placed.number
	)!;
	const seller = async (move: Parameters<typeof moveOrderAsSeller>[3]) => {
		time.now += (4 + world.random() * 10) * HOUR;
		must(move.act, await moveOrderAsSeller(services, learnerId, orderId, move));
	};
	if (ending === 'new') return;
	if (ending === 'cancelled') return seller({ act: 'cancel', reason: 'no-answer' });
	await seller({ act: 'confirm', inDays: 3 });
	if (ending === 'confirmed') return;
	await seller({ act: 'send' });
	if (ending === 'sent') return;
	time.now += 2 * DAY;
	if (ending === 'returned') return seller({ act: 'bring-back', reason: 'refused-at-door', restock: true });
	if (ending === 'said by seller') return seller({ act: 'deliver', paid: true });
	must('confirm as the buyer', await moveOrderAsBuyer(services, placed.secret, { act: 'deliver' }));
}
