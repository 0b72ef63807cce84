/** What a hydrated practice is given, on the server and, as JSON, on the phone. Its words come along: islands have none. */
import {
	drawOrder,
	pictureUrl,
	playPictures,
	type Course,
	type Lang,
	type Lesson,
	type PlayData,
	type Practice
} from '#lib/catalog/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import type { BuilderProps, BuilderTile } from '../../../islands/builder.ts';
import type { PlayProps } from '../../../islands/play.ts';
import type { PotProps } from '../../../islands/pot.ts';
import { stepAfter } from './find.ts';
import { rupees, type PriceData } from './price-cases.ts';
import { commaOf } from '#lib/ui/comma.ts';

/** The page adds where the plain form goes. */
type Given<P> = Omit<P, 'action' | 'version'>;

export type PracticeView =
	| { island: 'price'; props: Given<PotProps> }
	| { island: 'listing'; props: Given<BuilderProps> }
	| {
			island: 'play';
			props: ReturnType<typeof playPlace>;
			data: ReturnType<typeof playData>;
	  }
	| undefined;

export function practiceView(course: Course, lesson: Lesson, practice: Practice, lang: Lang): PracticeView {
	if (practice.type === 'play')
		return { island: 'play', props: playPlace(lesson, practice), data: playData(course, practice, lang) };
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
		comma: commaOf(lang),
		whole: m.practice_listing_whole(),
		private: m.practice_listing_private(),
		keep: m.practice_listing_keep(),
		isKept: m.practice_listing_is_kept(),
		count: m.practice_listing_count()
	}
});

/** What a lesson's played practice may keep in the draft shop. */
export const keepsOf = ({ keeps }: Lesson): 'profile' | 'policy' | undefined =>
	keeps === 'profile' || keeps === 'policy' ? keeps : undefined;

/** Options and lines in an order drawn from the scene's id; a row to be put in order never comes in the right one. */
const shownOf = (data: PlayData): PlayProps['shown'] =>
	Object.fromEntries(
		data.scenes.map(({ id, options, order, also = [], marks }) => {
			const right = [order?.map((_, i) => i + 1).join(''), ...also];
			const as = (drawn: readonly number[]) => drawn.map((i) => i + 1).join('');
			return [
				id,
				drawOrder(
					id,
					(options ?? order ?? marks ?? []).length,
					(drawn) => Boolean(order) && right.includes(as(drawn))
				)
			];
		})
	);

/** What a practice says: its scenes, their order of display, its pictures and the product's own words. */
export const playData = (
	course: Course,
	practice: Practice,
	lang: Lang
): Pick<PlayProps, 'data' | 'shown' | 'pictures' | 'words'> => {
	const data = practice.data[lang] as PlayData;
	const file = (name: string) => (course.media?.[`${name}.webp`] ? `${name}.webp` : `${name}.svg`);
	return {
		data,
		shown: shownOf(data),
		pictures: Object.fromEntries(
			playPictures(data).map(({ name }) => [name, pictureUrl(course, file(name))])
		),
		words: {
			example: m.practice_example(),
			next: m.practice_go_on(),
			check: m.practice_play_check(),
			again: m.practice_play_again(),
			rupees: m.practice_rupees(),
			pieces: m.practice_pieces(),
			days: m.practice_days(),
			right: m.practice_right(),
			look: m.practice_look(),
			went: m.practice_play_went(),
			order: m.practice_play_order(),
			bins: m.practice_play_bins(),
			marks: m.practice_play_marks(),
			number: m.practice_number(),
			own: m.practice_listing_own(),
			sum: m.practice_play_sum(),
			skip: m.practice_play_skip(),
			end: m.practice_play_end(),
			restart: m.practice_play_restart(),
			empty: m.practice_play_empty(),
			private: m.practice_listing_private(),
			fault: m.practice_play_fault(),
			kept: m.practice_play_kept(),
			you: m.practice_play_you(),
			voice: m.practice_play_voice(),
			local: m.practice_play_local()
		}
	};
};

/** What the page knows of it. */
export const playPlace = (
	lesson: Lesson,
	practice: Practice
): Pick<PlayProps, 'practice' | 'after'> & { keeps?: 'profile' | 'policy' } => {
	const keeps = keepsOf(lesson);
	return {
		practice: practice.id,
		after: `#${stepAfter(lesson, practice.id) ?? 'end'}`,
		...(keeps && { keeps })
	};
};
