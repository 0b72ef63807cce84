/** What the plain forms of a lesson send, read once at the door. */
import * as v from 'valibot';

const name = v.pipe(v.string(), v.regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/));
const tryNumber = v.pipe(v.string(), v.regex(/^[1-9]\d{0,5}$/), v.transform(Number));

export const questionForm = v.object({
	version: name,
	item: name,
	try: v.optional(tryNumber, '1'),
	from: v.optional(v.picklist(['rehearsal']))
});
export const lessonForm = v.object({ version: name });

export const fieldsOf = (form: FormData): Record<string, string> =>
	Object.fromEntries([...form].flatMap(([key, value]) => (typeof value === 'string' ? [[key, value]] : [])));

const number = v.pipe(v.string(), v.regex(/^[1-9]\d{0,3}$/), v.transform(Number));
export const checkForm = v.object({ version: name, number });
