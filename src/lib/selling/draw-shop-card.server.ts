/** What the link of a shop, or of one of its goods, shows in a chat; also where there is no photo. */
import { commaOf } from '../ui/comma.ts';
import { OWN, isRtl } from '#lib/platform/country/lang.ts';
import type { Lang } from '../catalog/index.ts';
import { m } from '../platform/i18n/paraglide/messages.js';
import { cardPicture, type CardLine } from '../ui/card-picture.server.ts';
import { rupees } from './format.ts';
import { readPublicShop, readShopPhoto, type ProductView, type ShopView } from './read-shop.server.ts';
import { goodsWord } from './words.ts';

type Deps = Parameters<typeof readPublicShop>[0];

const QUIET = '#cfdcee';
const ALONE = 1.45;
const price = (amount: number, lang: Lang) => {
	const parts = [rupees(amount, lang), m.selling_rupees_word({}, { locale: lang })];
	return (lang === OWN ? parts : parts.reverse()).join(' ');
};

/** @returns JPEG; undefined for a shop that is not public. M8: nothing but what its page shows */
export async function shopCard(deps: Deps, handle: string, lang: Lang): Promise<Buffer | undefined> {
	const shop = await readPublicShop(deps, handle);
	if (!shop) return undefined;
	const what = shop.about || goodsWord(shop.category);
	return card(deps, shop, lang, shop.products.flatMap((p) => p.photos)[0], [
		{ text: shop.name, size: 84, room: 260 },
		{ text: `${what}${commaOf(lang)}${shop.city}`, size: 40, room: 160, colour: QUIET }
	]);
}

/** @returns JPEG; undefined for goods that are not public */
export async function productCard(
	deps: Deps,
	{ handle, productId }: { handle: string; productId: string },
	lang: Lang
): Promise<Buffer | undefined> {
	const shop = await readPublicShop(deps, handle);
	const product = shop?.products.find((p) => p.id === productId);
	if (!shop || !product) return undefined;
	return card(deps, shop, lang, product.photos[0], [
		{ text: product.title, size: 68, room: 216 },
		{ text: price(product.price, lang), size: 60, room: 96 },
		{ text: `${shop.name}${commaOf(lang)}${shop.city}`, size: 36, room: 96, colour: QUIET }
	]);
}

async function card(
	deps: Deps,
	shop: ShopView,
	lang: Lang,
	photo: ProductView['photos'][number] | undefined,
	lines: CardLine[]
): Promise<Buffer> {
	const shown = photo && (await readShopPhoto(deps, shop.handle, photo.id, 'large', null));
	return cardPicture({
		seed: shop.tileSeed,
		// Beside a photo there is less room for words.
		lines: shown ? lines : lines.map((line) => ({ ...line, size: line.size * ALONE })),
		rtl: isRtl(lang),
		...(shown && { side: Buffer.from(shown.bytes) })
	});
}
