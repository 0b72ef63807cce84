import { type Lang } from '#lib/platform/country/lang.ts';
import { goodsWord, hourName, rupees, type OpenStep } from '#lib/selling/index.ts';
import type { Opening } from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

export interface AnswerLine {
	text: string;
	/** In her own words, which keep their own direction. */
	typed?: true;
	ltr?: true;
}

/** An answer as it is read on the look at the whole; nothing where she passed it over. */
export function answerLines(
	step: OpenStep,
	answer: Record<string, string>,
	lang: Lang,
	{ mayRaast, hasPicture }: Pick<Opening, 'mayRaast' | 'hasPicture'>
): AnswerLine[] {
	const typed = (...fields: string[]): AnswerLine[] =>
		fields.flatMap((field) =>
			(answer[field] ?? '').split('\n').flatMap((text) => (text ? [{ text, typed: true as const }] : []))
		);
	switch (step) {
		case 'handle':
			return answer.handle ? [{ text: `/shop/${answer.handle}`, typed: true, ltr: true }] : [];
		case 'goods':
			return answer.category ? [{ text: goodsWord(answer.category) }] : [];
		case 'delivery':
			return [...typed('area'), ...feeLine(answer.delivery_fee, lang)];
		case 'hours':
			return answer.from && answer.to
				? [
						{
							text: m.selling_y_hours_line({
								from: hourName(Number(answer.from), lang),
								to: hourName(Number(answer.to), lang)
							})
						}
					]
				: [];
		case 'phone':
			return answer.shown === '1' && answer.phone
				? [{ text: answer.phone, typed: true, ltr: true }]
				: [{ text: m.opening_look_hidden() }];
		case 'pay':
			return [
				{ text: m.selling_cod() },
				...(mayRaast && answer.way === 'raast' && hasPicture
					? [{ text: m.opening_look_raast() }, ...typed('title')]
					: [])
			];
		default:
			return typed('name', 'name_en', 'about', 'city', 'returns');
	}
}

const feeLine = (fee: string | undefined, lang: Lang): AnswerLine[] =>
	fee === undefined || fee === ''
		? []
		: [
				{
					text: fee === '0' ? m.opening_look_free() : m.opening_look_fee({ n: rupees(Number(fee), lang) })
				}
			];
