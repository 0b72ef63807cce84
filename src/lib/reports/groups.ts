/** The groups in which a person is counted: what she told last, for late answers are corrections. */
import { DIFFICULTIES, type AboutMe } from '../accounts/index.ts';
import type { History } from './history.ts';
import { UNTOLD, type Groups } from './indicators.ts';

/** M3. Only where she said that these answers may be counted. Counted from "a lot of difficulty" on; without a difficulty only where all six questions were answered. */
export function disabilityOf(told: AboutMe): Groups['disability'] {
	if (told.difficulty_counted !== 'yes') return UNTOLD;
	const answers = DIFFICULTIES.map((field) => told[field]);
	if (answers.some((answer) => answer === 'a_lot' || answer === 'cannot')) return 'yes';
	return answers.every((answer) => answer !== undefined) ? 'no' : UNTOLD;
}

export function groupsOf({
	about,
	business,
	locale
}: Pick<History, 'about' | 'business' | 'locale'>): Groups {
	const told = about.at(-1)?.told ?? {};
	return {
		gender: told.gender ?? UNTOLD,
		district: told.district ?? UNTOLD,
		age: told.age ?? UNTOLD,
		disability: disabilityOf(told),
		business: business || UNTOLD,
		language: locale
	};
}
