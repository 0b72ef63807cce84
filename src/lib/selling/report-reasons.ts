/** Why a stranger reports a shop; the first two are signs of fraud. */
export const reportReasons = [
	'money-ahead',
	'asks-code',
	'refused-goods',
	'not-own-picture',
	'nothing-sent',
	'rude',
	'other'
] as const;
export type ReportReason = (typeof reportReasons)[number];
