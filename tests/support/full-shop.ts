/** The heaviest shop that its forms let her make: as many goods as it holds, and every text as long as it may be. */
import { PRODUCTS_MAX } from '../../src/lib/selling/index.server.ts';
import { DETAILS_MAX, NAME_MAX, TITLE_MAX } from '../../src/lib/selling/shop.schema.ts';
import { openCheckedShop, picture, type World } from '../../src/lib/selling/testing.server.ts';
import { addPhoto } from '../../src/lib/selling/add-photo.server.ts';
import { addProduct, newProductId } from '../../src/lib/selling/save-product.server.ts';
import { reviewTicks, reviewVerdicts } from '../../src/lib/selling/decide-review.ts';

/**
 * The letters of such names, about as often as they come. Words are made of them by dice: two goods of a real shop share
 * half their words, and here compression is made a present of nothing.
 */
const LETTERS = 'اااااااییییییککککرررررہہہہہننننمممموووولللتتتسسسبببدددپپجگشچٹڑےےےںخحعقفزصضطغڈثھءئ';

/** Always the same numbers, like dice. */
function dice(seed: number): (below: number) => number {
	let s = seed;
	return (below) => {
		s = (Math.imul(s, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((s / 2 ** 32) * below);
	};
}

/** @returns words of Urdu letters, exactly as long as asked */
export function longWords(length: number, seed: number): string {
	const roll = dice(seed);
	const letter = () => LETTERS[roll(LETTERS.length)]!;
	let text = '';
	while (text.length < length) text += `${Array.from({ length: 2 + roll(6) }, letter).join('')} `;
	return text.slice(0, length).replace(/ $/, 'ہ');
}

export interface FullShop {
	learnerId: string;
	handle: string;
	/** In the order of the page. */
	productIds: string[];
}

/**
 * @param goods how many; as many as a shop holds when nothing is said
 * @param photos of each of them
 */
export async function fullShop(
	w: World,
	{ goods = PRODUCTS_MAX, photos = 0 }: { goods?: number; photos?: number } = {}
): Promise<FullShop> {
	const { learnerId, handle: short, productId } = await openCheckedShop(w);
	const roll = dice(goods);
	const productIds = [productId];
	const form = (i: number) => ({
		title: longWords(TITLE_MAX, i + 1),
		details: longWords(DETAILS_MAX, i + 101).replace(/(.{40,60}) /g, '$1\n'),
		price: 1000 + roll(499_000),
		stock: roll(4)
	});
	for (let i = 1; i < goods; i++) {
		const id = newProductId(w);
		const added = await addProduct(w, learnerId, id, form(i));
		if (!added.ok) throw new Error(added.refusal.tag);
		productIds.push(id);
	}
	if (goods)
		await w.db
			.updateTable('product')
			.set(form(0))
			.where('learner_id', '=', learnerId)
			.where('product_id', '=', productId)
			.execute();
	else {
		await w.db.deleteFrom('product').where('learner_id', '=', learnerId).execute();
		productIds.pop();
	}
	for (const id of productIds)
		for (let i = 0; i < photos; i++) {
			const colour = `#${(0x100000 + roll(0xefffff)).toString(16)}`;
			const added = await addPhoto(w, learnerId, id, await picture(600, 480, colour));
			if (!added.ok) throw new Error(added.refusal.tag);
		}
	const approved = { check_state: 'approved' } as const;
	await w.db.updateTable('product').set(approved).where('learner_id', '=', learnerId).execute();
	await w.db.updateTable('product_photo').set(approved).where('learner_id', '=', learnerId).execute();
	const handle = `${short}-`.padEnd(30, 'long-handle-of-a-shop-').slice(0, 29) + 'x';
	await w.db.updateTable('shop_handle').set({ handle }).where('handle', '=', short).execute();
	await w.db
		.updateTable('shop')
		.set({
			handle,
			name: longWords(NAME_MAX, 301),
			name_en: 'Hand embroidery of Shabana and her sister'.slice(0, NAME_MAX),
			about: longWords(120, 302),
			area: longWords(120, 303),
			city: longWords(40, 304),
			returns: longWords(240, 305).replace(/(.{40,60}) /g, '$1\n'),
			phone: '+923001234567',
			phone_shown: 1,
			reply_from: 9,
			reply_to: 21
		})
		.where('learner_id', '=', learnerId)
		.execute();
	await w.db
		.insertInto('shop_review')
		.values(
			reviewVerdicts.map((verdict) => ({
				learner_id: learnerId,
				order_id: `order-${verdict}`,
				verdict,
				ticks: JSON.stringify(reviewTicks),
				at: w.clock()
			}))
		)
		.execute();
	return { learnerId, handle, productIds };
}
