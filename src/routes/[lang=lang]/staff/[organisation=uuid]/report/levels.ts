import { m } from '#lib/platform/i18n/paraglide/messages.js';
import type { Indicator } from '#lib/reports/index.ts';

const words = {
	reach: m.reports_level_reach,
	learning: m.reports_level_learning,
	badges: m.reports_level_badges,
	business: m.reports_level_business,
	agency: m.reports_level_agency,
	left: m.reports_level_left,
	teaching: m.reports_level_teaching,
	safety: m.reports_level_safety
} satisfies Record<Indicator['level'], () => string>;

/** What a number is about, in the order of a report. */
export const LEVELS = Object.keys(words) as Indicator['level'][];
export const levelName = (level: Indicator['level']): string => words[level]();
