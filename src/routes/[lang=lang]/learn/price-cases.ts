/** The cases of a price practice as questions: what is left? The key comes from the same rule as the pot. */
import { OWN, inBoth } from '#lib/platform/country/lang.ts';
import type { Lang, Practice, Question, Text } from '#lib/catalog/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { priceParts, type PriceDraft } from '#lib/progress/index.ts';

/** The fenced yaml of `kind=price`, as catalog's schema let it through. */
export interface PriceData {
	goal: number;
	start: PriceDraft;
	cases: PriceDraft[];
}

/** Rupees as they are written: 1,600 and −30. */
export const rupees = (n: number): string => (n < 0 ? '−' : '') + Math.abs(n).toLocaleString('en');

const both: (say: (locale: Lang) => string) => Text = inBoth;

function caseQuestion(id: string, sum: PriceDraft): Question {
	const { time, costs, left } = priceParts(sum);
	const written = {
		goods: rupees(sum.goods),
		time: rupees(time),
		packing: rupees(sum.packing),
		courier: rupees(sum.courier),
		price: rupees(sum.price),
		back: sum.returns_of_ten,
		cost: rupees(sum.return_cost),
		costs: rupees(costs),
		left: rupees(left)
	};
	const ask = sum.returns_of_ten ? m.practice_price_case_returns : m.practice_price_case;
	return {
		block: 'question',
		id,
		type: 'amount',
		stem: both((locale) => ask(written, { locale })),
		options: [],
		key: [String(left)],
		unit: 'rupees',
		reasonRight: both((locale) => m.practice_price_case_right(written, { locale })),
		reasonOther: both((locale) => m.practice_price_case_other(written, { locale }))
	};
}

/** None for practices of another kind. */
export const caseQuestions = (practice: Practice): Question[] =>
	practice.type === 'price'
		? (practice.data[OWN] as PriceData).cases.map((sum, i) => caseQuestion(`${practice.id}${i + 1}`, sum))
		: [];
