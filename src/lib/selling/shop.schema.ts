import * as v from 'valibot';
import { checkReasons, goods } from './goods.ts';
import { choice, forStrangers, line, lines, needed, ticked, whole } from './form.ts';

export const FEE_MAX = 5000;

const sign = {
	name: needed(forStrangers(line(40))),
	about: forStrangers(line(120)),
	category: choice(goods),
	city: needed(forStrangers(line(40))),
	/** Where she delivers, never where she lives. */
	area: forStrangers(line(120)),
	delivery_fee: whole(0, FEE_MAX),
	returns: needed(forStrangers(lines(240)))
};

/** The one form that opens the shop. */
export const openShopForm = v.object({ ...sign, handle: line(60) });

/** What she may change later; the address of the shop stays. */
export const changeShopForm = v.object({ ...sign, phone: line(40), phone_shown: ticked });

export type OpenShop = v.InferOutput<typeof openShopForm>;
export type ChangeShop = v.InferOutput<typeof changeShopForm>;

export const productForm = v.object({
	title: needed(forStrangers(line(80))),
	details: forStrangers(lines(800)),
	price: whole(1, 500_000),
	stock: whole(0, 9999)
});
export type ProductForm = v.InferOutput<typeof productForm>;

export const verdictForm = v.object({
	subject: choice(['shop', 'product', 'photo'] as const),
	learner: needed(line(60)),
	id: line(60),
	verdict: choice(['approve', 'refuse'] as const),
	reason: v.optional(v.union([v.picklist(checkReasons), v.literal('')]), '')
});
export type VerdictForm = v.InferOutput<typeof verdictForm>;
