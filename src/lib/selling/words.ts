/** Tags of selling in the words of the page's language. A test holds that every tag has its words in both languages. */
import { m } from '../platform/i18n/paraglide/messages.js';
import type { ShopFace } from './decide-shop.ts';
import type { OrderActor, OrderState } from './decide-order.ts';

type Say = (inputs: Record<string, unknown>) => string;

const say = (area: string, tag: string, inputs: Record<string, unknown> = {}): string => {
	const word = (m as unknown as Record<string, Say | undefined>)[
		`selling_${area}_${tag.replaceAll('-', '_')}`
	];
	if (!word) throw new Error(`no words for ${area} ${tag}`);
	return word(inputs);
};

/** A fault beside its field. */
export const faultWord = (tag: string): string => say('fault', tag);
export const phoneWord = ({ tag, count }: { tag: string; count?: number }): string =>
	say('fault', tag, count === undefined ? {} : { n: count });
export const handleWord = (fault: string): string => say('fault_handle', fault);
export const photoWord = (tag: string): string => say('photo_fault', tag);
export const goodsWord = (category: string): string => say('goods', category);
export const refusedGoodsWord = (kind: string): string => say('refused', kind);
/** Why a checker sent something back. */
export const checkWord = (reason: string | null): string => say('reason', reason ?? 'other');
/** Why an order was cancelled or came back. */
export const whyWord = (reason: string): string => say('why', reason);
/** What a buyer complains about. */
export const complaintWord = (reason: string): string => say('complaint', reason);
/** What a buyer says of what came. */
export const reviewWord = (verdict: string): string => say('review', verdict);
export const reviewTickWord = (tick: string): string => say('tick', tick);
/** Why a shop is reported. */
export const reportWord = (reason: string): string => say('report', reason);
/** What is wrong with how somebody abroad is to be reached. */
export const contactWord = (fault: string): string => say('contact', fault);
export const actWord = (act: string): string => say('act', act);
export const partWord = (part: string): string => say('part', part);
export const faceWord = (face: ShopFace, reason: string | null): string =>
	say('face', face, { reason: checkWord(reason) });
/** M12: the list tells the two kinds of "delivered" apart. */
export const stateWord = (state: OrderState, deliveredBy: OrderActor | null): string =>
	say('state', state === 'delivered' ? `delivered_${deliveredBy ?? 'seller'}` : state);
export const byWord = (actor: string): string => say('by', actor);
