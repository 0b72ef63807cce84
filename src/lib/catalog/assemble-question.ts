import type { AuthoredPicture, AuthoredQuestion, TextRun } from './authored.ts';
import type { Option, Picture, Question, Text } from './course.ts';
import { drawOrder, letterAt } from './option-order.ts';

/** Ids of the blocks and questions of one kind, in both languages; what one language lacks, the other lends. */
export interface Pair<T> {
	ur: T;
	en: T;
}

/** In the order of the Urdu file, then what only the English one has. The check names every difference. */
export function pairs<T extends { id: string }>(ur: readonly T[], en: readonly T[]): Pair<T>[] {
	const english = new Map(en.map((t) => [t.id, t]));
	const both = ur.map((t) => ({ ur: t, en: english.get(t.id) ?? t }));
	const known = new Set(ur.map((t) => t.id));
	return [...both, ...en.filter((t) => !known.has(t.id)).map((t) => ({ ur: t, en: t }))];
}

export const text = (ur: TextRun | undefined, en: TextRun | undefined): Text => ({
	ur: ur?.text ?? en?.text ?? '',
	en: en?.text ?? ur?.text ?? ''
});
export const optionalText = (ur: TextRun | undefined, en: TextRun | undefined): Text | undefined =>
	ur || en ? text(ur, en) : undefined;

export type MakePicture = (ur?: AuthoredPicture, en?: AuthoredPicture) => Picture;

/** Letters and key follow the order of display, which is drawn from the id. */
export function assembleQuestion({ ur, en }: Pair<AuthoredQuestion>, picture: MakePicture): Question {
	const count = ur.options.length;
	const right = Array.from({ length: count }, (_, i) => i);
	const accepted = [right, ...ur.also.map((order) => [...order].map((d) => Number(d) - 1))].map((o) =>
		o.join()
	);
	const order = drawOrder(ur.id, count, (drawn) => ur.type === 'sort' && accepted.includes(drawn.join()));
	const letterOf = (position: number) => letterAt(order.indexOf(position));
	const options = order.map((position, shown): Option => {
		const a = ur.options[position]!;
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
		ur.type === 'amount'
			? ur.amount === undefined
				? []
				: [ur.amount]
			: ur.type === 'sort'
				? accepted.map((o) =>
						o
							.split(',')
							.map((p) => letterOf(Number(p)))
							.join('')
					)
				: ur.options.flatMap((o, i) => (o.right ? [letterOf(i)] : []));
	const reasonRight = optionalText(ur.reasonRight, en.reasonRight);
	const reasonOther = optionalText(ur.reasonOther, en.reasonOther);
	return {
		block: 'question',
		id: ur.id,
		type: ur.type,
		stem: text(ur.stem, en.stem),
		...((ur.picture || en.picture) && { picture: picture(ur.picture, en.picture) }),
		options,
		key,
		...(ur.unit && { unit: ur.unit }),
		...(reasonRight && { reasonRight }),
		...(reasonOther && { reasonOther })
	};
}
