import { OWN } from '#lib/platform/country/lang.ts';
import type { AuthoredPicture, AuthoredQuestion, TextRun } from './authored.ts';
import type { Option, Picture, Question, Text } from './course.ts';
import { drawOrder, letterAt } from './option-order.ts';

/** Ids of the blocks and questions of one kind, in both languages; what one language lacks, the other lends. */
export interface Pair<T> {
	own: T;
	en: T;
}

/** In the order of the country's own language, then what only the English one has. The check names every difference. */
export function pairs<T extends { id: string }>(own: readonly T[], en: readonly T[]): Pair<T>[] {
	const english = new Map(en.map((t) => [t.id, t]));
	const both = own.map((t) => ({ own: t, en: english.get(t.id) ?? t }));
	const known = new Set(own.map((t) => t.id));
	return [...both, ...en.filter((t) => !known.has(t.id)).map((t) => ({ own: t, en: t }))];
}

export const text = (own: TextRun | undefined, en: TextRun | undefined): Text => ({
	[OWN]: own?.text ?? en?.text ?? '',
	en: en?.text ?? own?.text ?? ''
});
export const optionalText = (own: TextRun | undefined, en: TextRun | undefined): Text | undefined =>
	own || en ? text(own, en) : undefined;

export type MakePicture = (own?: AuthoredPicture, en?: AuthoredPicture) => Picture;

/** Letters and key follow the order of display, which is drawn from the id. */
export function assembleQuestion({ own, en }: Pair<AuthoredQuestion>, picture: MakePicture): Question {
	const count = own.options.length;
	const right = Array.from({ length: count }, (_, i) => i);
	const accepted = [right, ...own.also.map((order) => [...order].map((d) => Number(d) - 1))].map((o) =>
		o.join()
	);
	const order = drawOrder(own.id, count, (drawn) => own.type === 'sort' && accepted.includes(drawn.join()));
	const letterOf = (position: number) => letterAt(order.indexOf(position));
	const options = order.map((position, shown): Option => {
		const a = own.options[position]!;
		const b = en.options[position];
		const reason = optionalText(a.reason, b?.reason);
		return {
			letter: letterAt(shown),
			text: text(a.text, b?.text),
			...(reason && { reason }),
			...(a.at && { at: a.at })
		};
	});
	const key =
		own.type === 'amount'
			? own.amount === undefined
				? []
				: [own.amount]
			: own.type === 'sort'
				? accepted.map((o) =>
						o
							.split(',')
							.map((p) => letterOf(Number(p)))
							.join('')
					)
				: own.options.flatMap((o, i) => (o.right ? [letterOf(i)] : []));
	const reasonRight = optionalText(own.reasonRight, en.reasonRight);
	const reasonOther = optionalText(own.reasonOther, en.reasonOther);
	return {
		block: 'question',
		id: own.id,
		type: own.type,
		stem: text(own.stem, en.stem),
		...((own.picture || en.picture) && { picture: picture(own.picture, en.picture) }),
		options,
		key,
		...(own.unit && { unit: own.unit }),
		...(reasonRight && { reasonRight }),
		...(reasonOther && { reasonOther })
	};
}
