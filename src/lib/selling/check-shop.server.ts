import { INSTALLATION, writeAudit } from '../accounts/index.server.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import { sha256HexSync } from '../platform/hash.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { CheckState } from '../platform/schema.ts';
import type { Services } from '../services.server.ts';
import { readWaitingLearners } from './check.repository.server.ts';
import type { CheckReason } from './goods.ts';
import {
	photoBlobId,
	RAAST,
	readBlob,
	readPhoto,
	readPhotos,
	updatePhoto,
	type Bytes,
	type PhotoSize
} from './photo.repository.server.ts';
import {
	lockShop,
	readProduct,
	readProducts,
	readShop,
	updateProduct,
	updateShop
} from './shop.repository.server.ts';

export type Subject = 'shop' | 'product' | 'photo';

/** One thing to look at. `seen` stands for its words as they were shown: a verdict on other words does not count. */
export interface CheckItem {
	subject: Subject;
	/** '' for the shop itself. */
	id: string;
	seen: string;
}

export interface ToCheck extends CheckItem {
	state: CheckState;
	words: string[];
}

export interface WaitingShop {
	learnerId: string;
	handle: string;
	name: string;
	items: ToCheck[];
}

export type Verdict = { verdict: 'approve' } | { verdict: 'refuse'; reason: CheckReason };
export type CheckRefusal = { tag: 'gone' } | { tag: 'changed-since' };

const LIST_MAX = 50;
const look = (state: CheckState): boolean => state === 'waiting' || state === 'again';

/** Shops with something to look at, longest waiting first. */
export async function readWaitingShops(allLearners: Db): Promise<WaitingShop[]> {
	const found = await Promise.all(
		(await readWaitingLearners(allLearners, LIST_MAX)).map((id) => readWaitingShop(allLearners, id))
	);
	return found.filter((s) => s !== undefined);
}

async function readWaitingShop(db: Db, learnerId: string): Promise<WaitingShop | undefined> {
	const [shop, products, photos] = await Promise.all([
		readShop(db, learnerId),
		readProducts(db, learnerId),
		readPhotos(db, learnerId)
	]);
	if (!shop) return undefined;
	const item = (subject: Subject, id: string, state: CheckState, words: string[]): ToCheck => ({
		subject,
		id,
		state,
		words,
		seen: seenOf(words)
	});
	const all = [
		item('shop', '', shop.check_state, wordsOf.shop(shop)),
		...products.map((p) => item('product', p.product_id, p.check_state, wordsOf.product(p))),
		...photos.map((f) => item('photo', f.photo_id, f.check_state, wordsOf.photo(f, shop)))
	];
	return { learnerId, handle: shop.handle, name: shop.name, items: all.filter((i) => look(i.state)) };
}

/**
 * A person's verdict on one thing or on several seen together; audited with ids only (K6).
 * @param staffId who decided
 */
export const checkShop = (
	services: Services,
	staffId: string,
	learnerId: string,
	items: readonly CheckItem[],
	verdict: Verdict
): Promise<Result<{ decided: number }, CheckRefusal>> =>
	services.allLearners.transaction().execute(async (tx) => {
		const shop = await lockShop(tx, learnerId);
		if (!shop) return refuse({ tag: 'gone' });
		for (const item of items) {
			const words = await wordsNow(tx, learnerId, item);
			if (words === undefined) return refuse({ tag: 'gone' });
			if (seenOf(words) !== item.seen) return refuse({ tag: 'changed-since' });
		}
		const at = services.clock();
		const change = {
			check_state: verdict.verdict === 'approve' ? ('approved' as const) : ('refused' as const),
			check_reason: verdict.verdict === 'approve' ? null : verdict.reason,
			checked_by: staffId,
			checked_at: at
		};
		for (const { subject, id } of items) {
			if (subject === 'shop')
				await updateShop(tx, learnerId, {
					...change,
					...(verdict.verdict === 'approve' && shop.opened_at === null ? { opened_at: at } : {})
				});
			else if (subject === 'product') await updateProduct(tx, learnerId, id, change);
			else await updatePhoto(tx, learnerId, id, change);
			await writeAudit(tx, services, {
				organisationId: INSTALLATION,
				actor: staffId,
				act: `shop.${verdict.verdict}`,
				subject: learnerId,
				detail: { what: subject, id, ...(verdict.verdict === 'refuse' && { reason: verdict.reason }) }
			});
		}
		return ok({ decided: items.length });
	});

/** A picture for the checker's eyes, whatever its state. */
export const readPhotoToCheck = async (
	allLearners: Db,
	learnerId: string,
	photoId: string,
	size: PhotoSize
): Promise<Bytes | undefined> =>
	(await readPhoto(allLearners, learnerId, photoId))
		? readBlob(allLearners, learnerId, photoBlobId(photoId, size))
		: undefined;

const seenOf = (words: string[]): string => sha256HexSync(JSON.stringify(words)).slice(0, 16);

const wordsOf = {
	shop: (s: {
		name: string;
		name_en: string;
		about: string;
		category: string;
		city: string;
		area: string;
		returns: string;
	}) => [s.name, s.about, s.category, s.city, s.area, s.returns, ...(s.name_en ? [s.name_en] : [])],
	product: (p: { title: string; details: string }) => [p.title, p.details],
	/** A Raast QR is seen with the name that belongs to it. */
	photo: (f: { photo_id: string; product_id: string }, s: { raast_title: string }) =>
		f.product_id === RAAST ? [f.photo_id, s.raast_title] : [f.photo_id]
};

async function wordsNow(
	tx: Tx,
	learnerId: string,
	{ subject, id }: CheckItem
): Promise<string[] | undefined> {
	if (subject === 'shop') {
		const shop = await readShop(tx, learnerId);
		return shop && wordsOf.shop(shop);
	}
	if (subject === 'product') {
		const product = await readProduct(tx, learnerId, id);
		return product && wordsOf.product(product);
	}
	const [photo, shop] = [await readPhoto(tx, learnerId, id), await readShop(tx, learnerId)];
	return photo && shop && wordsOf.photo(photo, shop);
}
