/** Pictures of products: what is known of them, and their bytes in the blob table (the large one and the small one). */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Db } from '../platform/db.server.ts';
import type { ProductPhotoRow } from '../platform/schema.ts';

export type Photo = Selectable<ProductPhotoRow>;
export type PhotoSize = 'large' | 'small';

/** In the place of a product: the picture of her Raast QR, which belongs to none and is never public. */
export const RAAST = 'raast';

export const photoBlobId = (photoId: string, size: PhotoSize): string =>
	size === 'large' ? photoId : `${photoId}-480`;

export const readPhotos = (db: Db, learnerId: string): Promise<Photo[]> =>
	db
		.selectFrom('product_photo')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.orderBy('position')
		.orderBy('photo_id')
		.execute();

export const readPhotosOf = (db: Db, learnerId: string, productId: string): Promise<Photo[]> =>
	db
		.selectFrom('product_photo')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('product_id', '=', productId)
		.orderBy('position')
		.orderBy('photo_id')
		.execute();

export const readPhoto = (db: Db, learnerId: string, photoId: string): Promise<Photo | undefined> =>
	db
		.selectFrom('product_photo')
		.selectAll()
		.where('learner_id', '=', learnerId)
		.where('photo_id', '=', photoId)
		.executeTakeFirst();

export const insertPhoto = (db: Db, row: Insertable<ProductPhotoRow>) =>
	db.insertInto('product_photo').values(row).execute();

export const updatePhoto = (
	db: Db,
	learnerId: string,
	photoId: string,
	change: Updateable<ProductPhotoRow>
) =>
	db
		.updateTable('product_photo')
		.set(change)
		.where('learner_id', '=', learnerId)
		.where('photo_id', '=', photoId)
		.returning('photo_id')
		.executeTakeFirst();

/** The row and both sizes of its bytes. */
export async function deletePhoto(db: Db, learnerId: string, photoId: string): Promise<void> {
	await db
		.deleteFrom('product_photo')
		.where('learner_id', '=', learnerId)
		.where('photo_id', '=', photoId)
		.execute();
	await db
		.deleteFrom('blob')
		.where('learner_id', '=', learnerId)
		.where('blob_id', 'in', [photoBlobId(photoId, 'large'), photoBlobId(photoId, 'small')])
		.execute();
}

export interface Bytes {
	type: string;
	sha256: string;
	bytes: Uint8Array;
}

export const insertBlob = (db: Db, learnerId: string, blobId: string, blob: Bytes, now: number) =>
	db
		.insertInto('blob')
		.values({ learner_id: learnerId, blob_id: blobId, ...blob, created_at: now })
		.execute();

export const readBlob = (db: Db, learnerId: string, blobId: string): Promise<Bytes | undefined> =>
	db
		.selectFrom('blob')
		.select(['type', 'sha256', 'bytes'])
		.where('learner_id', '=', learnerId)
		.where('blob_id', '=', blobId)
		.executeTakeFirst();
