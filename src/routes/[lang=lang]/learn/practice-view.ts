/** What a hydrated practice is given, on the server and, as JSON, on the phone. Its words come along: islands have none. */
import type { Lang, Practice } from '#lib/catalog/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import type { BuilderProps, BuilderTile } from '../../../islands/builder.ts';
import type { PotProps } from '../../../islands/pot.ts';
import { rupees, type PriceData } from './price-cases.ts';

/** The page adds where the plain form goes. */
type Given<P> = Omit<P, 'action' | 'version'>;

export type PracticeView =
	{ island: 'price'; props: Given<PotProps> } | { island: 'listing'; props: Given<BuilderProps> } | undefined;

export function practiceView(practice: Practice, lang: Lang): PracticeView {
	if (practice.type === 'price')
		return { island: 'price', props: potProps(practice.id, practice.data[lang] as PriceData) };
	if (practice.type === 'listing')
		return {
			island: 'listing',
			props: builderProps(practice.id, (practice.data[lang] as { tiles: BuilderTile[] }).tiles, lang)
		};
	return undefined;
}

export const potProps = (practice: string, { goal, start }: PriceData): Given<PotProps> => ({
	practice,
	goal,
	start,
	words: {
		goal: m.practice_price_goal({ goal: rupees(goal) }),
		price: m.practice_price_price(),
		goods: m.practice_price_goods(),
		hours: m.practice_price_hours(),
		packing: m.practice_price_packing(),
		courier: m.practice_price_courier(),
		tax_percent: m.practice_price_tax(),
		returns_of_ten: m.practice_price_returns(),
		fixed: m.practice_price_fixed({ rate: rupees(start.hour_rate), cost: rupees(start.return_cost) }),
		kept: m.practice_price_kept(),
		leak: m.practice_price_leak(),
		even: m.practice_price_even(),
		some: m.practice_price_some(),
		full: m.practice_price_full(),
		potLeak: m.practice_price_pot_leak(),
		potSome: m.practice_price_pot_some(),
		potFull: m.practice_price_pot_full(),
		sum: m.practice_price_sum(),
		keep: m.practice_price_keep(),
		isKept: m.practice_price_is_kept(),
		example: m.practice_example()
	}
});

export const builderProps = (practice: string, tiles: BuilderTile[], lang: Lang): Given<BuilderProps> => ({
	practice,
	tiles,
	words: {
		own: m.practice_listing_own(),
		say: m.practice_listing_say(),
		check: m.practice_listing_check(),
		missing: m.practice_listing_missing({ what: '#' }),
		comma: lang === 'ur' ? '، ' : ', ',
		whole: m.practice_listing_whole(),
		private: m.practice_listing_private(),
		keep: m.practice_listing_keep(),
		isKept: m.practice_listing_is_kept(),
		count: m.practice_listing_count()
	}
});
