import type { Lang } from '../../catalog/index.ts';
import type { Db } from '../../platform/db.server.ts';
import { photoBlobId, RAAST, readBlob, readPhotosOf } from '../photo.repository.server.ts';
import { mayRaast } from '../save-pay.server.ts';
import { readSeller } from '../seller.repository.server.ts';
import { latinName } from '../shop-name.ts';
import { readShopSeed, suggestShop } from '../open-shop.server.ts';
import { readAnswers, type Answers } from './answer.repository.server.ts';
import { checkAnswer, type Answer } from './check-answer.server.ts';
import { whatStops, type OpeningStop } from './may-open.server.ts';
import { mustAnswer, openSteps, whereNext, type OpenStep } from './steps.ts';

/** A shop on its way: every question with what stands in it now. */
export interface Opening {
	/** By question: her answer, else what her lessons and answers suggest. */
	values: Record<OpenStep, Answer>;
	/** Which of them she has answered or passed over. */
	asked: OpenStep[];
	/** What a buyer must know and nothing stands for yet. */
	missing: OpenStep[];
	next: OpenStep | 'look';
	/** M1: whether her account takes Raast. */
	mayRaast: boolean;
	/** Her QR, for herself. */
	hasPicture: boolean;
	product: { title: string; details: string; price: number | null } | null;
	seed: number;
}

/** @returns what stops her, or the shop so far */
export async function readOpening(
	db: Db,
	learnerId: string,
	lang: Lang
): Promise<{ ok: true; opening: Opening } | { ok: false; stop: OpeningStop }> {
	const seller = await readSeller(db, learnerId);
	const stop = await whatStops(db, learnerId, seller);
	if (stop || !seller) return { ok: false, stop: stop ?? { tag: 'no-seller' } };
	const answers = await readAnswers(db, learnerId);
	const [{ values, product }, seed, pictures] = await Promise.all([
		readValues(db, learnerId, lang, answers),
		readShopSeed(db, learnerId),
		readPhotosOf(db, learnerId, RAAST)
	]);
	const asked = openSteps.filter((step) => answers[step]);
	return {
		ok: true,
		opening: {
			values,
			asked,
			missing: openSteps.filter((step) => mustAnswer(step) && !checkAnswer(step, values[step]).ok),
			next: whereNext(new Set(asked)),
			mayRaast: mayRaast(seller),
			hasPicture: pictures.length > 0,
			product,
			seed
		}
	};
}

/** Her answers over what is suggested: what she has not said, her lessons have. */
export async function readValues(db: Db, learnerId: string, lang: Lang, answers: Answers) {
	const said = { name: answers.name?.name, city: answers.city?.city };
	const shop = await suggestShop(db, learnerId, lang, said);
	const product = shop.draft.product;
	const suggested: Record<OpenStep, Answer> = {
		name: { name: shop.name },
		latin: { name_en: latinName(shop.name) },
		handle: { handle: shop.handle },
		goods: { category: shop.category },
		about: { about: shop.about },
		city: { city: shop.city },
		// The price of the lesson has the courier in it already.
		delivery: { area: '', delivery_fee: product?.price ? '0' : '' },
		returns: { returns: shop.returns },
		hours: {},
		phone: { shown: '0', phone: '' },
		pay: { way: 'cod', title: '' }
	};
	const values = Object.fromEntries(
		openSteps.map((step) => [step, answers[step] ?? suggested[step]])
	) as Record<OpenStep, Answer>;
	return { values, product };
}

/** Her Raast QR before the shop is open, the small one. */
export async function readOwnQr(db: Db, learnerId: string) {
	const [photo] = await readPhotosOf(db, learnerId, RAAST);
	return photo && readBlob(db, learnerId, photoBlobId(photo.photo_id, 'small'));
}
