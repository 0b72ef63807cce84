import * as v from 'valibot';
import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { uuidv7, type Random } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { ReplyHours } from './decide-hours.ts';
import { tierLimits, type Tier } from './decide-unlock.ts';
import { encodePhoto, type PhotoRefusal } from './encode-photo.server.ts';
import { forStrangers, line, needed, parseForm, type FieldFault } from './form.ts';
import {
	deletePhoto,
	insertBlob,
	insertPhoto,
	photoBlobId,
	RAAST,
	readPhotosOf,
	updatePhoto
} from './photo.repository.server.ts';
import { readSeller } from './seller.repository.server.ts';
import { lockShop, updateShop } from './shop.repository.server.ts';

interface Deps {
	db: Db;
	clock: Clock;
	random: Random;
}

export const TITLE_LENGTH = 60;

export type RaastRefusal =
	| { tag: 'no-shop' }
	/** M1: a starter shop is paid when the parcel comes. */
	| { tag: 'not-ready' }
	| { tag: 'title'; fault: FieldFault }
	| { tag: 'picture'; fault: PhotoRefusal['tag'] };

const titleForm = v.object({ title: needed(forStrangers(line(TITLE_LENGTH))) });

/** When she answers; null: she names no hours. */
export const saveReplyHours = async (
	{ db }: Pick<Deps, 'db'>,
	learnerId: string,
	hours: ReplyHours | null
): Promise<Result<null, { tag: 'no-shop' }>> => {
	const change = { reply_from: hours?.from ?? null, reply_to: hours?.to ?? null };
	return (await updateShop(db, learnerId, change)) ? ok(null) : refuse({ tag: 'no-shop' });
};

/**
 * Her own bank's Raast QR as a picture, with the name that the buyer's bank must show beside it. A person looks at both
 * (M10); shown to a buyer whose order is confirmed, never in public: a QR may hold her number (M8). Whether money came is
 * hers to see in her own balance (M7).
 * @param picture left out: only the title changes
 */
export async function saveRaast(
	{ db, clock, random }: Deps,
	learnerId: string,
	{ title: typed, picture }: { title: string; picture: Uint8Array }
): Promise<Result<null, RaastRefusal>> {
	const read = parseForm(titleForm, { title: typed });
	if (!read.ok) return refuse({ tag: 'title', fault: read.faults.title ?? 'missing' });
	const seller = await readSeller(db, learnerId);
	if (!seller) return refuse({ tag: 'no-shop' });
	if (tierLimits[seller.tier as Tier].payment !== 'any') return refuse({ tag: 'not-ready' });
	const encoded = picture.byteLength ? await encodePhoto(picture) : null;
	if (encoded && !encoded.ok) return refuse({ tag: 'picture', fault: encoded.refusal.tag });
	const { title } = read.value;
	return db.transaction().execute(async (tx) => {
		const shop = await lockShop(tx, learnerId);
		if (!shop) return refuse({ tag: 'no-shop' });
		const before = await readPhotosOf(tx, learnerId, RAAST);
		if (!encoded && !before.length) return refuse({ tag: 'picture', fault: 'empty' });
		await updateShop(tx, learnerId, { raast_title: title });
		if (!encoded) {
			for (const { photo_id, check_state } of before)
				await updatePhoto(tx, learnerId, photo_id, {
					// Another name may be another account: nobody sees it until a person has looked again.
					check_state: title === shop.raast_title ? check_state : 'waiting'
				});
			return ok(null);
		}
		for (const { photo_id } of before) await deletePhoto(tx, learnerId, photo_id);
		const now = clock();
		const photoId = uuidv7(now, random);
		const { large, small, width, height } = encoded.value;
		await insertPhoto(tx, {
			learner_id: learnerId,
			photo_id: photoId,
			product_id: RAAST,
			position: 1,
			width,
			height,
			check_state: 'waiting',
			created_at: now
		});
		await insertBlob(tx, learnerId, photoBlobId(photoId, 'large'), large, now);
		await insertBlob(tx, learnerId, photoBlobId(photoId, 'small'), small, now);
		return ok(null);
	});
}

/** Takes the QR and its title away: cash on delivery is left. */
export const removeRaast = ({ db }: Pick<Deps, 'db'>, learnerId: string): Promise<void> =>
	db.transaction().execute(async (tx) => {
		for (const { photo_id } of await readPhotosOf(tx, learnerId, RAAST))
			await deletePhoto(tx, learnerId, photo_id);
		await updateShop(tx, learnerId, { raast_title: '' });
	});
