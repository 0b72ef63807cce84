import * as v from 'valibot';
import { line, lines, needed } from './form.ts';

/** What somebody abroad asks. How she is reached is read by decide-enquiry.ts. */
export const enquiryForm = v.object({
	/** Made with the form: a second tap is the same enquiry. */
	key: v.pipe(line(60), v.uuid('missing')),
	name: v.pipe(needed(line(60)), v.minLength(2, 'too-short')),
	country: v.pipe(needed(line(40)), v.minLength(2, 'too-short')),
	words: needed(lines(400))
});
