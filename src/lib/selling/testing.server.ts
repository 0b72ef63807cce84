/** Sellers, shops and orders for the contract suites of selling. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import qrcode from 'qrcode';
import sharp from 'sharp';
import { eraseLearner } from '../accounts/index.server.ts';
import { MINUTE } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { uuidv7 } from '../platform/ids.ts';
import { secretsFrom } from '../platform/secrets.server.ts';
import { learnerTables } from '../platform/tables.ts';
import type { Services } from '../services.server.ts';
import { checkShop, readWaitingShops } from './check-shop.server.ts';
import { openShop } from './open-shop.server.ts';
import { newOrderKey, placeOrder, type OrderDeps, type Placed } from './place-order.server.ts';
import { readProducts } from './shop.repository.server.ts';
import { onAwardChange, unlockSeller } from './unlock-seller.server.ts';

export const START = Date.UTC(2026, 10, 23, 6);

/** A clock that tests move by hand. */
export function handClock(at = START) {
	const clock = () => at;
	clock.forward = (ms: number) => void (at += ms);
	return clock;
}

/** The part of an installation that selling needs. */
export type World = Services & { clock: ReturnType<typeof handClock> };

export const world = (get: () => { db: Db; allLearners: Db }): World => {
	const clock = handClock();
	const part: Pick<Services, 'db' | 'allLearners' | 'clock' | 'random' | 'secrets' | 'contribute'> &
		OrderDeps = {
		get db() {
			return get().db;
		},
		get allLearners() {
			return get().allLearners;
		},
		clock,
		random: (n) => new Uint8Array(randomBytes(n)),
		secrets: secretsFrom(new Uint8Array(32).fill(7)),
		contribute: async () => {},
		env: { shopsOpen: true }
	};
	return part as World;
};

/** What opens a starter shop. */
export const STARTER = ['selling-online', 'fraud-check'];

/** A joined learner with active badges, as accounts and badges would leave her. */
export async function learnerWithBadge(w: World, ...badges: string[]): Promise<string> {
	const learnerId = uuidv7(w.clock(), w.random);
	await w.db
		.insertInto('learner')
		.values({ learner_id: learnerId, kind: 'joined', locale: 'ur', tile_seed: 23864108, created_at: START })
		.execute();
	for (const badge of badges.length ? badges : STARTER) await giveBadge(w, learnerId, badge);
	return learnerId;
}

export async function giveBadge(w: World, learnerId: string, badge: string): Promise<void> {
	await w.db
		.insertInto('award')
		.values({
			learner_id: learnerId,
			badge,
			award_id: `award-${badge}-${learnerId}`,
			course: badge,
			criterion_version: '1',
			criterion: '{}',
			evidence: '[]',
			open_bank: 1,
			awarded_at: START,
			state: 'active'
		})
		.execute();
}

/** A badge of hers as an administrator turns it, a minute later. */
export async function turnBadge(
	w: World,
	learnerId: string,
	badge: string,
	state: 'active' | 'revoked' | 'suspended'
): Promise<void> {
	w.clock.forward(MINUTE);
	await w.db
		.updateTable('award')
		.set({ state })
		.where('learner_id', '=', learnerId)
		.where('badge', '=', badge)
		.execute();
	const news = { learnerId, awardId: `award-${badge}-${learnerId}`, at: w.clock() };
	await w.db.transaction().execute((tx) => onAwardChange(tx, news));
}

/** K5. As she does it herself. */
export async function erase(w: World, learnerId: string): Promise<void> {
	const dataDir = mkdtempSync(join(tmpdir(), 'qadam-erase-'));
	await eraseLearner({ ...w, allLearners: w.allLearners, env: { ...w.env, dataDir } }, learnerId);
	rmSync(dataDir, { recursive: true });
}

/** Tables in which something is hers. */
export async function tablesOf(w: World, learnerId: string): Promise<string[]> {
	const found: string[] = [];
	for (const table of learnerTables) {
		const query = w.allLearners.selectFrom(table as 'event').select('learner_id');
		if (await query.where('learner_id', '=', learnerId).executeTakeFirst()) found.push(table);
	}
	return found;
}

export const unlock = (w: World, learnerId: string, badge = 'selling-online') =>
	w.db
		.transaction()
		.execute((tx) => unlockSeller(tx, learnerId, { badge, awardId: `award-${badge}-${learnerId}` }, w));

let shops = 0;

/** A seller whose shop stands open with one product, looked at by a person. */
export async function openCheckedShop(
	w: World,
	product: { price?: number; stock?: number } = {}
): Promise<{ learnerId: string; handle: string; productId: string }> {
	const learnerId = await learnerWithBadge(w);
	await unlock(w, learnerId);
	for (const [part, value] of [
		['listing', { what: 'نیلی شال', made_of: 'اون' }],
		['price', { price: product.price ?? 2450 }]
	] as const)
		await w.db
			.insertInto('draft_part')
			.values({ learner_id: learnerId, part, body: JSON.stringify(value), at: START, event_id: part })
			.execute();
	const handle = `shop-${++shops}-${learnerId.slice(-6)}`;
	const opened = await openShop(w, learnerId, sign({ handle }));
	if (!opened.ok) throw new Error(opened.refusal.tag);
	await approveAll(w, learnerId);
	const productId = (await readProducts(w.db, learnerId))[0]!.product_id;
	await w.db
		.updateTable('product')
		.set({ stock: product.stock ?? 3 })
		.where('learner_id', '=', learnerId)
		.execute();
	return { learnerId, handle, productId };
}

export const sign = (change: { handle?: string; name?: string; name_en?: string } = {}) => ({
	name: 'شبانہ شالز',
	name_en: '',
	about: '',
	category: 'embroidery' as const,
	city: 'ملتان',
	area: '',
	delivery_fee: 250,
	returns: '3 دن میں واپسی',
	handle: '',
	...change
});

export async function approveAll(w: World, learnerId: string): Promise<void> {
	const waiting = (await readWaitingShops(w.allLearners)).find((s) => s.learnerId === learnerId);
	if (!waiting) return;
	const done = await checkShop(w, 'checker', learnerId, waiting.items, {
		verdict: 'approve'
	});
	if (!done.ok) throw new Error(done.refusal.tag);
}

export const orderFields = (w: World, change: Record<string, string> = {}): Record<string, string> => ({
	// The page was read for a minute.
	key: newOrderKey({ ...w, clock: () => w.clock() - MINUTE }),
	price: '2450',
	fee: '250',
	quantity: '1',
	name: 'عائشہ',
	phone: somePhone(),
	city: 'لاہور',
	address: 'گلی 4، نیو ٹاؤن',
	landmark: 'جامع مسجد',
	...change
});

let phones = 1_000_000;
export const somePhone = (): string => `0300 ${phones++}`;

let networks = 0;

export const order = (
	w: World,
	at: { handle: string; productId: string },
	change: Record<string, string> = {}
) => placeOrder(w, { ...at, network: `network-${networks++}` }, orderFields(w, change));

export async function placed(
	w: World,
	at: { handle: string; productId: string },
	change: Record<string, string> = {}
): Promise<Placed> {
	const done = await order(w, at, change);
	if (!done.ok) throw new Error(JSON.stringify(done.refusal));
	return done.value;
}

/** A small picture; `exif` puts a place into it, as phones do. */
export const picture = async (
	width: number,
	height: number,
	colour = '#1748a6',
	exif = false
): Promise<Buffer> => {
	const image = sharp({ create: { width, height, channels: 3, background: colour } }).jpeg();
	return exif
		? image
				.withExif({
					IFD0: { Make: 'Secret Phone' },
					IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 11/1 0/1' }
				})
				.withMetadata({ orientation: 6 })
				.toBuffer()
		: image.toBuffer();
};

/** As a bank's app draws it. @param says what a reader finds; of a payment, unless a test says otherwise */
export const qrPicture = (
	says = '000201010211520400005303586',
	colour = '#000',
	side = 300
): Promise<Buffer> => qrcode.toBuffer(says, { width: side, color: { dark: colour } });
