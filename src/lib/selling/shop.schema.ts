import * as v from 'valibot';
import { checkReasons, goods } from './goods.ts';
import { amount, choice, forStrangers, inLatin, line, lines, needed, ticked, whole } from './form.ts';

export const FEE_MAX = 5000;
export const NAME_MAX = 40;
export const TITLE_MAX = 80;
export const DETAILS_MAX = 800;

/** The questions of a shop's sign, by field. */
export const sign = {
	name: needed(forStrangers(line(NAME_MAX))),
	name_en: inLatin(forStrangers(line(NAME_MAX))),
	about: forStrangers(line(120)),
	category: choice(goods),
	city: needed(forStrangers(line(40))),
	/** Where she delivers, never where she lives. */
	area: forStrangers(line(120)),
	delivery_fee: amount(0, FEE_MAX),
	returns: needed(forStrangers(lines(240)))
};

/** The one form that opens the shop. */
export const openShopForm = v.object({ ...sign, handle: line(60) });

/** What she may change later; the address of the shop stays. */
export const changeShopForm = v.object({ ...sign, phone: line(40), phone_shown: ticked });

export type OpenShop = v.InferOutput<typeof openShopForm>;
export type ChangeShop = v.InferOutput<typeof changeShopForm>;

export const productForm = v.object({
	title: needed(forStrangers(line(TITLE_MAX))),
	details: forStrangers(lines(DETAILS_MAX)),
	price: amount(1, 500_000),
	stock: whole(0, 9999)
});
export type ProductForm = v.InferOutput<typeof productForm>;

/** A checker's verdict; `item` fields (subject:id:seen) are read apart, there may be many. */
export const verdictForm = v.object({
	learner: needed(line(60)),
	verdict: choice(['approve', 'refuse'] as const),
	reason: v.optional(v.union([v.picklist(checkReasons, 'not-a-choice'), v.literal('')]), '')
});
export const checkItem = v.pipe(
	v.string(),
	v.regex(/^(shop|product|photo):[0-9a-f-]{0,36}:[0-9a-f]{16}$/),
	v.transform((s) => {
		const [subject, id, seen] = s.split(':') as ['shop' | 'product' | 'photo', string, string];
		return { subject, id, seen };
	})
);
