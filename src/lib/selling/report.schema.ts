import * as v from 'valibot';
import { choice, line, lines } from './form.ts';
import { reportReasons } from './report-reasons.ts';

export const REPORT_LENGTH = 400;

/** Nobody is asked who she is. Read by one person of the installation, so numbers may stand in it. */
export const reportForm = v.object({
	/** Made with the form: a second tap is the same report. */
	key: v.pipe(line(60), v.uuid('missing')),
	reason: choice(reportReasons),
	words: lines(REPORT_LENGTH)
});
