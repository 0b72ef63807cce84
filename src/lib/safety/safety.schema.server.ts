import * as v from 'valibot';
import { isUuid } from '../platform/ids.ts';
import { OUTCOMES, REACH, TOPICS, WHEN, type Telling } from './told.ts';

const oneOf = <T extends string>(values: readonly T[]) =>
	v.fallback(v.optional(v.picklist(values)), undefined);

/** Whatever else stands in the form, it is taken: nobody is sent back who says that somebody troubles her. */
const telling = v.object({
	key: v.fallback(v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/))), undefined),
	reach: oneOf(REACH),
	when: oneOf(WHEN),
	topics: v.pipe(
		v.array(v.unknown()),
		v.transform((given) => TOPICS.filter((topic) => given.includes(topic)))
	)
});

export const readTelling = (form: FormData): Telling =>
	v.parse(telling, {
		key: form.get('key') ?? undefined,
		reach: form.get('reach') ?? undefined,
		when: form.get('when') ?? undefined,
		topics: form.getAll('topic')
	});

const id = v.pipe(v.string(), v.check(isUuid));
/** Each act of hers has an id of its own: tapped twice it is done once. */
export const actForm = v.object({ id });
export const noteForm = v.object({
	id,
	text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(4000))
});
export const closeForm = v.object({ id, outcome: v.picklist(OUTCOMES) });
