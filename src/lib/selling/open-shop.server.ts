import { districtName } from '../accounts/index.ts';
import { findOpenLearner, readLatestAboutMe } from '../accounts/index.server.ts';
import type { Insertable } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import type { Lang } from '../catalog/index.ts';
import type { Db, Tx } from '../platform/db.server.ts';
import type { ShopRow } from '../platform/schema.ts';
import { uuidv7, type Random } from '../platform/ids.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import { readProgress } from '../progress/index.server.ts';
import type { DraftPart } from '../progress/index.ts';
import { checkHandle, skeleton, type HandleFault } from './decide-handle.ts';
import { freeHandles } from './free-handles.server.ts';
import { guessGoods } from './goods.ts';
import { parseForm } from './form.ts';
import { shopDraft, type ShopDraft } from './draft.ts';
import { whatStops } from './opening/may-open.server.ts';
import { floorOfDraft } from './price-floor.ts';
import { lockSeller } from './seller.repository.server.ts';
import { insertProduct, insertShop, takeHandle } from './shop.repository.server.ts';
import { DETAILS_MAX, NAME_MAX, productForm, TITLE_MAX, type OpenShop } from './shop.schema.ts';

interface Deps {
	db: Db;
	clock: Clock;
	random: Random;
}

export type OpenShopRefusal =
	| { tag: 'no-seller' }
	| { tag: 'suspended' }
	| { tag: 'under-18' }
	| { tag: 'handle'; fault: HandleFault | 'taken' };

/**
 * Her lessons' work, read as a shop.
 * @param lessons which lesson makes which part, where it is to be said what is missing
 */
export async function draftOf(db: Db, learnerId: string, lessons: DraftLessons = {}): Promise<ShopDraft> {
	const { draft, courses } = await readProgress(db, learnerId);
	const finished = Object.entries(lessons)
		.filter(([, at]) => courses[at.course]?.lessons[at.lesson]?.state === 'finished')
		.map(([part]) => part as DraftPart);
	return shopDraft(draft, new Set(finished));
}

/** The price below which she loses, by her own calculator; null where she has not worked it out. */
export const readPriceFloor = async (db: Db, learnerId: string): Promise<number | null> =>
	floorOfDraft((await readProgress(db, learnerId)).draft.price?.value);

export type DraftLessons = Partial<Record<DraftPart, { course: string; lesson: string }>>;

/**
 * A shop as her work and her answers suggest it; every word is hers to change before anybody sees it.
 * @param said what she has said herself by now: the address follows it
 */
export async function suggestShop(
	db: Db,
	learnerId: string,
	lang: Lang,
	said: { name?: string | undefined; city?: string | undefined } = {}
) {
	const [draft, aboutMe] = await Promise.all([draftOf(db, learnerId), readLatestAboutMe(db, learnerId)]);
	// The trade, not the person (lesson A2): a shop is named after what it sells, never after her.
	const name = said.name ?? (draft.name || (draft.product?.title ?? '').slice(0, NAME_MAX).trim());
	const city =
		said.city ?? (draft.city || (aboutMe?.told.district && districtName(aboutMe.told.district, lang)) || '');
	return {
		draft,
		name,
		city,
		about: draft.about,
		returns: draft.returns,
		category: guessGoods(`${draft.product?.title ?? ''} ${draft.name} ${said.name ?? ''}`),
		handle: await suggestHandle(db, name, city)
	};
}

/** The seed of her tile, for the sign of a shop that is not open yet. */
export const readShopSeed = async (db: Db, learnerId: string): Promise<number> =>
	(await findOpenLearner(db, learnerId))?.tile_seed ?? 1;

/** The nicest free address for a shop of this name. */
export const suggestHandle = async (db: Db, name: string, city: string): Promise<string> =>
	(await freeHandles(db, name, city, 1))[0] ?? '';

/**
 * Opens the shop her lessons have drafted: sign, address, and the first product from listing and price. It is public
 * once a person has looked at it (M10). A second tap finds the same shop.
 */
export const openShop = (
	deps: Deps,
	learnerId: string,
	form: OpenShop
): Promise<Result<{ handle: string }, OpenShopRefusal>> =>
	deps.db.transaction().execute(async (tx) => {
		const stop = await whatStops(tx, learnerId, await lockSeller(tx, learnerId));
		if (stop?.tag === 'shop') return ok({ handle: stop.handle });
		return stop ? refuse(stop) : insertOpen(tx, deps, learnerId, form);
	});

/** What a shop may begin with beside its sign. */
export type OpenedWith = Partial<
	Pick<Insertable<ShopRow>, 'phone' | 'phone_shown' | 'reply_from' | 'reply_to' | 'raast_title'>
>;

/** The rows of a shop whose owner may open one, her account locked. @throws when she has one already */
export async function insertOpen(
	tx: Tx,
	{ clock, random }: Pick<Deps, 'clock' | 'random'>,
	learnerId: string,
	{ handle: wished, ...sign }: OpenShop,
	besides: OpenedWith = {}
): Promise<Result<{ handle: string }, OpenShopRefusal>> {
	const handle = wished.toLowerCase() || (await suggestHandle(tx, sign.name, sign.city));
	const fault = checkHandle(handle);
	if (fault) return refuse({ tag: 'handle', fault });
	if (!(await takeHandle(tx, handle, skeleton(handle), learnerId)))
		return refuse({ tag: 'handle', fault: 'taken' });
	const now = clock();
	await insertShop(tx, {
		learner_id: learnerId,
		handle,
		...sign,
		...besides,
		tile_seed: await readShopSeed(tx, learnerId),
		state: 'open',
		check_state: 'waiting',
		created_at: now
	});
	await firstProduct(tx, learnerId, uuidv7(now, random), now);
	return ok({ handle });
}

/**
 * Only when the draft is whole: a product without a price would be a guess of ours. The draft came from a phone, so it
 * passes the same door as a form; details that may not be public are left out.
 */
async function firstProduct(tx: Tx, learnerId: string, productId: string, now: number): Promise<void> {
	const { product } = await draftOf(tx, learnerId);
	if (!product?.price) return;
	const form = { title: product.title.slice(0, TITLE_MAX), price: String(product.price), stock: '1' };
	const whole = parseForm(productForm, { ...form, details: product.details.slice(0, DETAILS_MAX) });
	const read = whole.ok ? whole : parseForm(productForm, form);
	if (!read.ok) return;
	await insertProduct(tx, {
		learner_id: learnerId,
		product_id: productId,
		...read.value,
		state: 'shown',
		check_state: 'waiting',
		position: 1,
		created_at: now,
		changed_at: now
	});
}
