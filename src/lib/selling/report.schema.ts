import * as v from 'valibot';
import { choice, line, lines } from './form.ts';

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

export const REPORT_LENGTH = 400;

/** Nobody is asked who she is. Read by one person of the installation, so numbers may stand in it. */
export const reportForm = v.object({
	/** Made with the form: a second tap is the same report. */
	key: v.pipe(line(60), v.uuid('missing')),
	reason: choice(reportReasons),
	words: lines(REPORT_LENGTH)
});
