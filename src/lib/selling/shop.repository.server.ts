import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db } from '../platform/db.server.ts';
import type { ProductRow, ShopRow } from '../platform/schema.ts';

export type Shop = Selectable<ShopRow>;
export type Product = Selectable<ProductRow>;

export const readShop = (db: Db, learnerId: string): Promise<Shop | undefined> =>
	db.selectFrom('shop').selectAll().where('learner_id', '=', learnerId).executeTakeFirst();

export const insertShop = (db: Db, row: Insertable<ShopRow>) => db.insertInto('shop').values(row).execute();

export const updateShop = (
	db: Db,
	learnerId: string,
	change: Updateable<ShopRow>
): Promise<Shop | undefined> =>
	db.updateTable('shop').set(change).where('learner_id', '=', learnerId).returningAll().executeTakeFirst();

/** Takes the row for this transaction: orders of one shop come in one after the other. */
export const lockShop = (db: Db, learnerId: string): Promise<Shop | undefined> =>
	db
		.updateTable('shop')
		.set((eb) => ({ next_order: eb.ref('next_order') }))
		.where('learner_id', '=', learnerId)
		.returningAll()
		.executeTakeFirst();

export const readHandleOwner = async (db: Db, handle: string): Promise<string | null> => {
	const row = await db
		.selectFrom('shop_handle')
		.select('learner_id')
		.where('handle', '=', handle)
		.executeTakeFirst();
	return row?.learner_id ?? null;
};

/** @returns false when this handle or a look-alike of it is somebody's */
export async function takeHandle(
	db: Db,
	handle: string,
	skeleton: string,
	learnerId: string
): Promise<boolean> {
	const taken = await db
		.insertInto('shop_handle')
		.values({ handle, skeleton, learner_id: learnerId })
		.onConflict((c) => c.doNothing())
		.returning('handle')
		.executeTakeFirst();
	return taken !== undefined;
}

export const readTakenSkeletons = async (db: Db, skeletons: string[]): Promise<Set<string>> => {
	if (skeletons.length === 0) return new Set();
	const rows = await db
		.selectFrom('shop_handle')
		.select('skeleton')
		.where('skeleton', 'in', skeletons)
		.execute();
	return new Set(rows.map((r) => r.skeleton));
};

export const readProducts = (db: Db, learnerId: string): Promise<Product[]> =>
	db
		.selectFrom('product')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.orderBy('position')
		.orderBy('product_id')
		.execute();

export const readProduct = (db: Db, learnerId: string, productId: string): Promise<Product | undefined> =>
	db
		.selectFrom('product')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('product_id', '=', productId)
		.executeTakeFirst();

export const insertProduct = (db: Db, row: Insertable<ProductRow>) =>
	db.insertInto('product').values(row).execute();

export const updateProduct = (
	db: Db,
	learnerId: string,
	productId: string,
	change: Updateable<ProductRow>
): Promise<Product | undefined> =>
	db
		.updateTable('product')
		.set(change)
		.where('learner_id', '=', learnerId)
		.where('product_id', '=', productId)
		.returningAll()
		.executeTakeFirst();

/** M6. Of two confirmations of the last piece one gets it: the other finds too few. */
export async function takeStock(
	db: Db,
	learnerId: string,
	productId: string,
	pieces: number,
	now: number
): Promise<boolean> {
	const row = await db
		.updateTable('product')
		.set((eb) => ({ stock: eb('stock', '-', pieces), changed_at: now }))
		.where('learner_id', '=', learnerId)
		.where('product_id', '=', productId)
		.where('stock', '>=', pieces)
		.returning('stock')
		.executeTakeFirst();
	return row !== undefined;
}

export const giveStockBack = (db: Db, learnerId: string, productId: string, pieces: number, now: number) =>
	db
		.updateTable('product')
		.set((eb) => ({ stock: eb('stock', '+', pieces), changed_at: now }))
		.where('learner_id', '=', learnerId)
		.where('product_id', '=', productId)
		.execute();
