import * as v from 'valibot';
import type { Clock } from '../platform/clock.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import { readQr } from '../platform/read-qr.server.ts';
import { uuidv7, type Random } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { ReplyHours } from './decide-hours.ts';
import { tierLimits, type Tier } from './decide-unlock.ts';
import { encodePhoto, type EncodedPhoto, type PhotoRefusal } from './encode-photo.server.ts';
import { latinDigits } from './private-text.ts';
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
import { readSeller, type Seller } from './seller.repository.server.ts';
import { lockShop, updateShop } from './shop.repository.server.ts';

interface Deps {
	db: Db;
	clock: Clock;
	random: Random;
	env: { origin: string };
}

export const TITLE_LENGTH = 60;

/** `no-qr`: none is seen in the picture, said once, for a bank may draw one that we cannot read; `own-qr`: one of ours. */
export type QrFault = 'no-qr' | 'own-qr';

export type RaastRefusal =
	| { tag: 'no-shop' }
	/** M1: a starter shop is paid when the parcel comes. */
	| { tag: 'not-ready' }
	| { tag: 'title'; fault: FieldFault }
	| { tag: 'picture'; fault: PhotoRefusal['tag'] | QrFault };

/** The number of an account or a wallet, with gaps or without: a name is asked for, which a buyer compares. */
const ACCOUNT_NUMBER = /\d(?:[\s-]?\d){10}/;

const titleForm = v.object({
	title: v.pipe(
		needed(forStrangers(line(TITLE_LENGTH))),
		v.check((s) => !ACCOUNT_NUMBER.test(latinDigits(s)), 'name-only')
	)
});

/** When she answers; null: she names no hours. */
export const saveReplyHours = async (
	{ db }: Pick<Deps, 'db'>,
	learnerId: string,
	hours: ReplyHours | null
): Promise<Result<null, { tag: 'no-shop' }>> => {
	const change = { reply_from: hours?.from ?? null, reply_to: hours?.to ?? null };
	return (await updateShop(db, learnerId, change)) ? ok(null) : refuse({ tag: 'no-shop' });
};

/** A QR and its title as they came, checked; `encoded` is null where only the title comes. */
export interface Raast {
	title: string;
	encoded: EncodedPhoto | null;
}

/** What she gave for it. */
export interface TypedRaast {
	title: string;
	/** Empty: only the title comes. */
	picture: Uint8Array;
	/** She was told that no QR is seen in it, and says that there is one. */
	insists: boolean;
}

/** Reads both, before anything is written. */
export async function readRaast(
	{ env }: Pick<Deps, 'env'>,
	typed: TypedRaast
): Promise<Result<Raast, RaastRefusal>> {
	const read = parseForm(titleForm, { title: typed.title });
	if (!read.ok) return refuse({ tag: 'title', fault: read.faults.title ?? 'missing' });
	const encoded = typed.picture.byteLength ? await encodePhoto(typed.picture) : null;
	if (encoded && !encoded.ok) return refuse({ tag: 'picture', fault: encoded.refusal.tag });
	const fault = encoded ? await qrFault(env.origin, typed) : null;
	if (fault) return refuse({ tag: 'picture', fault });
	return ok({ title: read.value.title, encoded: encoded?.value ?? null });
}

async function qrFault(origin: string, { picture, insists }: TypedRaast): Promise<QrFault | null> {
	const says = await readQr(picture);
	if (says === undefined) return insists ? null : 'no-qr';
	// Her badge's code lies beside the bank's in the same gallery.
	return URL.canParse(says) && new URL(says).origin === origin ? 'own-qr' : null;
}

/** M1. Whether this account may take money by Raast. */
export const mayRaast = ({ tier }: Pick<Seller, 'tier'>): boolean =>
	tierLimits[tier as Tier].payment === 'any';

/**
 * Her own bank's Raast QR as a picture, with the name that the buyer's bank must show beside it. A person looks at both
 * (M10); shown to a buyer whose order is confirmed, never in public: a QR may hold her number (M8). Whether money came is
 * hers to see in her own balance (M7).
 * @param typed an empty picture: only the title changes
 */
export async function saveRaast(
	deps: Deps,
	learnerId: string,
	typed: TypedRaast
): Promise<Result<null, RaastRefusal>> {
	const seller = await readSeller(deps.db, learnerId);
	if (!seller) return refuse({ tag: 'no-shop' });
	if (!mayRaast(seller)) return refuse({ tag: 'not-ready' });
	const read = await readRaast(deps, typed);
	if (!read.ok) return read;
	return deps.db.transaction().execute(async (tx) => {
		const shop = await lockShop(tx, learnerId);
		if (!shop) return refuse({ tag: 'no-shop' });
		const put = await putRaast(tx, deps, learnerId, read.value, shop.raast_title);
		if (put.ok) await updateShop(tx, learnerId, { raast_title: read.value.title });
		return put;
	});
}

/**
 * Puts the picture in its place; where only the title changed, the one that stands is looked at again: another name may be
 * another account. @param before the title that stands with it
 */
export async function putRaast(
	tx: Tx,
	{ clock, random }: Pick<Deps, 'clock' | 'random'>,
	learnerId: string,
	{ title, encoded }: Raast,
	before: string
): Promise<Result<null, RaastRefusal>> {
	const former = await readPhotosOf(tx, learnerId, RAAST);
	if (!encoded && !former.length) return refuse({ tag: 'picture', fault: 'empty' });
	if (!encoded) {
		for (const { photo_id } of title === before ? [] : former)
			await updatePhoto(tx, learnerId, photo_id, { check_state: 'waiting' });
		return ok(null);
	}
	await dropRaast(tx, learnerId);
	const now = clock();
	const photoId = uuidv7(now, random);
	const { large, small, width, height } = encoded;
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
}

/** The picture alone; its title is its caller’s to empty or to replace. */
export async function dropRaast(tx: Tx, learnerId: string): Promise<void> {
	for (const { photo_id } of await readPhotosOf(tx, learnerId, RAAST))
		await deletePhoto(tx, learnerId, photo_id);
}

/** Takes the QR and its title away: cash on delivery is left. */
export const removeRaast = ({ db }: Pick<Deps, 'db'>, learnerId: string): Promise<void> =>
	db.transaction().execute(async (tx) => {
		await dropRaast(tx, learnerId);
		await updateShop(tx, learnerId, { raast_title: '' });
	});
