import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { uuidv7, type Random } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { checkAfterChange } from './change-shop.server.ts';
import {
	insertProduct,
	lockShop,
	readProduct,
	readProducts,
	updateProduct,
	type Product
} from './shop.repository.server.ts';
import type { ProductForm } from './shop.schema.ts';

interface Deps {
	db: Db;
	clock: Clock;
	random: Random;
}

/** A small shop stays small enough to be looked through. */
export const PRODUCTS_MAX = 60;

export type ProductRefusal = { tag: 'no-shop' } | { tag: 'no-product' } | { tag: 'shop-full' };

/**
 * Adds a product. It is public once a person has looked at it (M10).
 * @param productId made with the form, so that a second tap finds the same product
 */
export const addProduct = (
	{ db, clock }: Deps,
	learnerId: string,
	productId: string,
	form: ProductForm
): Promise<Result<{ productId: string }, ProductRefusal>> =>
	db.transaction().execute(async (tx) => {
		if (!(await lockShop(tx, learnerId))) return refuse({ tag: 'no-shop' });
		const products = await readProducts(tx, learnerId);
		if (products.some((p) => p.product_id === productId)) return ok({ productId });
		if (products.length >= PRODUCTS_MAX) return refuse({ tag: 'shop-full' });
		const now = clock();
		await insertProduct(tx, {
			learner_id: learnerId,
			product_id: productId,
			...form,
			state: 'shown',
			check_state: 'waiting',
			position: Math.max(0, ...products.map((p) => p.position)) + 1,
			created_at: now,
			changed_at: now
		});
		return ok({ productId });
	});

/** An id for a product form that is about to be shown. */
export const newProductId = ({ clock, random }: Pick<Deps, 'clock' | 'random'>): string =>
	uuidv7(clock(), random);

/** Changes words, price or stock; other words are looked at again, price and stock are hers alone. */
export const editProduct = (
	{ db, clock }: Deps,
	learnerId: string,
	productId: string,
	form: ProductForm
): Promise<Result<Product, ProductRefusal>> =>
	db.transaction().execute(async (tx) => {
		const product = await readProduct(tx, learnerId, productId);
		if (!product) return refuse({ tag: 'no-product' });
		const changed = product.title !== form.title || product.details !== form.details;
		const after = await updateProduct(tx, learnerId, productId, {
			...form,
			check_state: checkAfterChange(product.check_state, changed),
			changed_at: clock()
		});
		return ok(after!);
	});

/** Takes a product off the shop page, or puts it back. */
export async function showProduct(
	{ db, clock }: Deps,
	learnerId: string,
	productId: string,
	shown: boolean
): Promise<Result<Product, ProductRefusal>> {
	const after = await updateProduct(db, learnerId, productId, {
		state: shown ? 'shown' : 'hidden',
		changed_at: clock()
	});
	return after ? ok(after) : refuse({ tag: 'no-product' });
}
