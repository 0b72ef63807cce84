/** What screens know of reports: names of things and quarters, no numbers. */
export {
	DIMENSIONS,
	FUNNEL,
	GENDERS,
	INDICATORS,
	indicatorOf,
	type Dimension,
	type FunnelKey,
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
export { EVERYBODY, type Group } from './comparison.ts';
export type { Who } from './report.ts';
export type { ShownTableName } from './edition.ts';
export { baseKey, splitKey } from './tally.ts';
export {
	genderName,
	indicatorDefinition,
	indicatorName,
	knownName,
	rowName,
	tableName,
	unitName,
	type Names
} from './words.ts';
