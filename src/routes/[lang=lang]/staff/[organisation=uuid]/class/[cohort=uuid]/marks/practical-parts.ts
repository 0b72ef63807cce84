/** A practical as a trainer reads it, part by part: the same on its page and on her phone. Nothing of what she is shown in person. */
import type { Queued } from '#lib/assessment/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

const PARTS = [
	['what', m.acts_part_what],
	['made_of', m.acts_part_made_of],
	['size', m.acts_part_size],
	['colour', m.acts_part_colour],
	['time', m.acts_part_time],
	['price', m.acts_part_price],
	['delivery', m.acts_part_delivery],
	['returns', m.acts_part_returns]
] as const;

export const practicalParts = ({ work }: Pick<Queued, 'work'>): { name: string; text: string }[] =>
	work
		? [
				...PARTS.map(([part, word]) => ({ name: word(), text: work.listing[part] || '–' })),
				{
					name: m.acts_part_sum(),
					text: m.acts_part_sum_text({
						price: work.price.asked.toLocaleString('en'),
						cost: work.price.cost.toLocaleString('en'),
						left: work.price.left.toLocaleString('en')
					})
				}
			]
		: [];
