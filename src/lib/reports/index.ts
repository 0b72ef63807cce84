/** What screens know of reports: names of things and quarters, no numbers. */
export {
	DIMENSIONS,
	FUNNEL,
	GENDERS,
	INDICATORS,
	indicatorOf,
	type Dimension,
	type Gender,
	type Indicator
} from './indicators.ts';
export {
	boundsOf,
	closesAt,
	isPeriod,
	nextPeriod,
	periodOf,
	previousPeriod,
	weeksOf,
	type Period
} from './period.ts';
export type { Who } from './report.ts';
export { splitKey } from './tally.ts';
export { genderName, indicatorDefinition, indicatorName, rowName, tableName, type Names } from './words.ts';
