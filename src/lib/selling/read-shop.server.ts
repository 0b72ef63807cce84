import { readLatestAboutMe } from '../accounts/index.server.ts';
import type { Db } from '../platform/db.server.ts';
import type { CheckState } from '../platform/schema.ts';
import { saysUnder18 } from './decide-age.ts';
import type { ReplyHours } from './decide-hours.ts';
import { isPublic, passedCheck, shopFace, type ShopFace } from './decide-shop.ts';
import { sumReviews, type ReviewSum } from './decide-review.ts';
import type { Tier } from './decide-unlock.ts';

import {
	photoBlobId,
	readBlob,
	readPhoto,
	readPhotos,
	type Bytes,
	type Photo,
	type PhotoSize
} from './photo.repository.server.ts';
import { readReviews } from './review.repository.server.ts';
import { readSeller, type Seller } from './seller.repository.server.ts';
import {
	readHandleOwner,
	readProduct,
	readProducts,
	readShop,
	type Product,
	type Shop
} from './shop.repository.server.ts';

interface Deps {
	db: Db;
	env: { shopsOpen: boolean };
}

export interface ProductView {
	id: string;
	title: string;
	/** One fact a line. */
	details: string[];
	price: number;
	stock: number;
	/** Addresses of the pictures, the main one first. */
	photos: { id: string; large: string; small: string; width: number; height: number }[];
}

/** What a stranger may know of a shop. */
export interface ShopView {
	handle: string;
	face: ShopFace;
	name: string;
	/** In English letters; '' where `name` is for both (`shopName`). */
	nameEn: string;
	about: string;
	category: string;
	city: string;
	area: string;
	deliveryFee: number;
	/** One condition a line. */
	returns: string[];
	/** E.164, only if she shows it (M8). */
	phone: string | null;
	tileSeed: number;
	awardId: string;
	/** When she answers, if she says so. */
	replyHours: ReplyHours | null;
	/** M12: of orders that their buyers have confirmed. */
	reviews: ReviewSum;
	products: ProductView[];
}

export interface OwnProduct extends ProductView {
	shown: boolean;
	check: CheckState;
	checkReason: string | null;
	photoChecks: Record<string, { check: CheckState; reason: string | null }>;
}

/** What she sees of her own shop. */
export interface OwnShop extends Omit<ShopView, 'products' | 'reviews'> {
	phoneShown: boolean;
	ownPhone: string | null;
	checkReason: string | null;
	/** It was closed because buyers were left without an answer, not by her. */
	pausedUnanswered: boolean;
	products: OwnProduct[];
}

export interface Standing {
	seller: Seller;
	shop: Shop;
	face: ShopFace;
}

/** Shop, account and face of one learner; undefined without a shop. */
export async function readStanding({ db, env }: Deps, learnerId: string): Promise<Standing | undefined> {
	const [seller, shop, aboutMe] = await Promise.all([
		readSeller(db, learnerId),
		readShop(db, learnerId),
		readLatestAboutMe(db, learnerId)
	]);
	if (!seller || !shop) return undefined;
	const face = shopFace({
		state: shop.state,
		check: shop.check_state,
		seller: seller.state,
		tier: seller.tier as Tier,
		shopsOpen: env.shopsOpen,
		under18: saysUnder18(aboutMe)
	});
	return { seller, shop, face };
}

/**
 * A shop as strangers find it. Goods are listed only while it is open; a paused shop shows its sign.
 * @returns undefined for an address that is nobody's, or a shop that is not public
 */
export async function readPublicShop(deps: Deps, handle: string): Promise<ShopView | undefined> {
	const learnerId = await readHandleOwner(deps.db, handle);
	const standing = learnerId === null ? undefined : await readStanding(deps, learnerId);
	if (!standing || !isPublic(standing.face)) return undefined;
	const reviews = sumReviews(await readReviews(deps.db, learnerId!));
	const [products, photos] =
		standing.face === 'open'
			? await Promise.all([readProducts(deps.db, learnerId!), readPhotos(deps.db, learnerId!)])
			: [[], []];
	return {
		...sign(standing),
		reviews,
		products: products.filter(isPublicProduct).map((p) =>
			productView(
				handle,
				p,
				photos.filter((f) => f.product_id === p.product_id && passedCheck(f.check_state))
			)
		)
	};
}

/** Her own shop, with what only she may see. */
export async function readOwnShop(deps: Deps, learnerId: string): Promise<OwnShop | undefined> {
	const standing = await readStanding(deps, learnerId);
	if (!standing) return undefined;
	const [products, photos] = await Promise.all([
		readProducts(deps.db, learnerId),
		readPhotos(deps.db, learnerId)
	]);
	const { shop } = standing;
	return {
		...sign(standing),
		phoneShown: shop.phone_shown === 1,
		ownPhone: shop.phone,
		checkReason: shop.check_reason,
		pausedUnanswered: shop.state === 'paused' && shop.pause_reason === 'unanswered',
		products: products.map((p) => {
			const own = photos.filter((f) => f.product_id === p.product_id);
			return {
				...productView(shop.handle, p, own),
				shown: p.state === 'shown',
				check: p.check_state,
				checkReason: p.check_reason,
				photoChecks: Object.fromEntries(
					own.map((f) => [f.photo_id, { check: f.check_state, reason: f.check_reason }])
				)
			};
		})
	};
}

/**
 * A picture's bytes, for somebody who may see it: everybody when shop, product and picture are public, else its owner.
 * @param viewer the learner who is logged in, if anybody
 */
export async function readShopPhoto(
	deps: Deps,
	handle: string,
	photoId: string,
	size: PhotoSize,
	viewer: string | null
): Promise<(Bytes & { public: boolean }) | undefined> {
	const owner = await readHandleOwner(deps.db, handle);
	if (owner === null) return undefined;
	const photo = await readPhoto(deps.db, owner, photoId);
	if (!photo) return undefined;
	const everybody = await isPublicPhoto(deps, owner, photo);
	if (!everybody && viewer !== owner) return undefined;
	const blob = await readBlob(deps.db, owner, photoBlobId(photoId, size));
	return blob && { ...blob, public: everybody };
}

async function isPublicPhoto(deps: Deps, owner: string, photo: Photo): Promise<boolean> {
	if (!passedCheck(photo.check_state)) return false;
	const [standing, product] = await Promise.all([
		readStanding(deps, owner),
		readProduct(deps.db, owner, photo.product_id)
	]);
	return (
		standing !== undefined && standing.face === 'open' && product !== undefined && isPublicProduct(product)
	);
}

export const isPublicProduct = (product: Product): boolean =>
	product.state === 'shown' && passedCheck(product.check_state);

const sign = ({ shop, seller, face }: Standing): Omit<ShopView, 'products' | 'reviews'> => ({
	handle: shop.handle,
	face,
	name: shop.name,
	nameEn: shop.name_en,
	about: shop.about,
	category: shop.category,
	city: shop.city,
	area: shop.area,
	deliveryFee: shop.delivery_fee,
	returns: shop.returns.split('\n').filter(Boolean),
	phone: shop.phone_shown === 1 ? shop.phone : null,
	tileSeed: shop.tile_seed,
	awardId: seller.award_id,
	replyHours:
		shop.reply_from === null || shop.reply_to === null ? null : { from: shop.reply_from, to: shop.reply_to }
});

const productView = (handle: string, product: Product, photos: Photo[]): ProductView => ({
	id: product.product_id,
	title: product.title,
	details: product.details.split('\n').filter(Boolean),
	price: product.price,
	stock: product.stock,
	photos: photos.map((f) => ({
		id: f.photo_id,
		large: photoAddress(handle, f.photo_id, 'large'),
		small: photoAddress(handle, f.photo_id, 'small'),
		width: f.width,
		height: f.height
	}))
});

export const photoAddress = (handle: string, photoId: string, size: PhotoSize): string =>
	`/photo/${handle}/${photoId}${size === 'small' ? '-480' : ''}.webp`;

/** The two parts of a picture's address, or null. */
export function readPhotoAddress(name: string): { photoId: string; size: PhotoSize } | null {
	const found = /^([0-9a-f-]{36})(-480)?\.webp$/.exec(name);
	return found ? { photoId: found[1]!, size: found[2] ? 'small' : 'large' } : null;
}
