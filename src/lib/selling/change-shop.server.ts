import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { CheckState } from '../platform/schema.ts';
import { readMobile, type PhoneFault } from './phone.server.ts';
import { lockShop, updateShop, type Shop } from './shop.repository.server.ts';
import type { ChangeShop } from './shop.schema.ts';

export type ChangeShopRefusal =
	| { tag: 'no-shop' }
	| { tag: 'phone'; fault: PhoneFault }
	/** Shown, but not given. */
	| { tag: 'phone-missing' };

/** What a checker has to look at again when other words stand there (M10). */
export const checkAfterChange = (check: CheckState, changed: boolean): CheckState => {
	if (!changed) return check;
	return check === 'waiting' || check === 'refused' ? 'waiting' : 'again';
};

/** Changes the sign. M8: her number is kept for the operator's eyes and shown only if she says so. */
export const changeShop = (
	{ db }: { db: Db },
	learnerId: string,
	form: ChangeShop
): Promise<Result<Shop, ChangeShopRefusal>> =>
	db.transaction().execute(async (tx) => {
		const shop = await lockShop(tx, learnerId);
		if (!shop) return refuse({ tag: 'no-shop' });
		const { phone: typed, phone_shown, ...sign } = form;
		const phone = typed === '' ? null : readMobile(typed);
		if (phone && !phone.ok) return refuse({ tag: 'phone', fault: phone.fault });
		if (phone_shown && !phone) return refuse({ tag: 'phone-missing' });
		const read = ['name', 'name_en', 'about', 'category', 'city', 'area', 'returns'] as const;
		const changed = read.some((field) => sign[field] !== shop[field]);
		const after = await updateShop(tx, learnerId, {
			...sign,
			phone: phone?.e164 ?? null,
			phone_shown: phone_shown ? 1 : 0,
			check_state: checkAfterChange(shop.check_state, changed)
		});
		return ok(after!);
	});

/** Closes the shop for a while, or opens it again: whom she left without an answer before counts no more. Open orders go on. */
export const pauseShop = async (
	{ db, clock }: { db: Db; clock: Clock },
	learnerId: string,
	paused: boolean
): Promise<Result<Shop, { tag: 'no-shop' }>> => {
	const shop = await updateShop(
		db,
		learnerId,
		paused
			? { state: 'paused', pause_reason: null }
			: { state: 'open', pause_reason: null, answers_from: clock() }
	);
	return shop ? ok(shop) : refuse({ tag: 'no-shop' });
};
