import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { uuidv7, type Random } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { encodePhoto, type PhotoRefusal } from './encode-photo.server.ts';
import {
	deletePhoto,
	insertBlob,
	insertPhoto,
	photoBlobId,
	readBlob,
	readPhoto,
	readPhotosOf,
	updatePhoto
} from './photo.repository.server.ts';
import { lockShop, readProduct } from './shop.repository.server.ts';

interface Deps {
	db: Db;
	clock: Clock;
	random: Random;
}

export const PHOTOS_MAX = 5;

export type AddPhotoRefusal = PhotoRefusal | { tag: 'no-product' } | { tag: 'photos-full' };

/**
 * Adds a picture to a product, re-encoded. Strangers see it once a person has looked at it (M10).
 * The same picture sent twice, over a line that broke off, is kept once.
 */
export async function addPhoto(
	{ db, clock, random }: Deps,
	learnerId: string,
	productId: string,
	input: Uint8Array
): Promise<Result<{ photoId: string }, AddPhotoRefusal>> {
	const room = async (on: Db) => {
		if (!(await readProduct(on, learnerId, productId))) return refuse<AddPhotoRefusal>({ tag: 'no-product' });
		const photos = await readPhotosOf(on, learnerId, productId);
		return photos.length >= PHOTOS_MAX ? refuse<AddPhotoRefusal>({ tag: 'photos-full' }) : ok(photos);
	};
	// Asked before the work of encoding as well as inside the transaction.
	const early = await room(db);
	if (!early.ok) return early;
	const encoded = await encodePhoto(input);
	if (!encoded.ok) return encoded;
	return db.transaction().execute(async (tx) => {
		await lockShop(tx, learnerId);
		const photos = await room(tx);
		if (!photos.ok) return photos;
		const { large, small, width, height } = encoded.value;
		for (const p of photos.value) {
			const blob = await readBlob(tx, learnerId, photoBlobId(p.photo_id, 'large'));
			if (blob?.sha256 === large.sha256) return ok({ photoId: p.photo_id });
		}
		const now = clock();
		const photoId = uuidv7(now, random);
		await insertPhoto(tx, {
			learner_id: learnerId,
			photo_id: photoId,
			product_id: productId,
			position: Math.max(0, ...photos.value.map((p) => p.position)) + 1,
			width,
			height,
			check_state: 'waiting',
			created_at: now
		});
		await insertBlob(tx, learnerId, photoBlobId(photoId, 'large'), large, now);
		await insertBlob(tx, learnerId, photoBlobId(photoId, 'small'), small, now);
		return ok({ photoId });
	});
}

export const removePhoto = ({ db }: Pick<Deps, 'db'>, learnerId: string, photoId: string): Promise<void> =>
	db.transaction().execute((tx) => deletePhoto(tx, learnerId, photoId));

/** The first picture is the one on the shop page. */
export const putPhotoFirst = (
	{ db }: Pick<Deps, 'db'>,
	learnerId: string,
	photoId: string
): Promise<Result<null, { tag: 'no-photo' }>> =>
	db.transaction().execute(async (tx) => {
		await lockShop(tx, learnerId);
		const photo = await readPhoto(tx, learnerId, photoId);
		if (!photo) return refuse({ tag: 'no-photo' });
		const others = await readPhotosOf(tx, learnerId, photo.product_id);
		await updatePhoto(tx, learnerId, photoId, { position: Math.min(...others.map((p) => p.position)) - 1 });
		return ok(null);
	});
