import * as v from 'valibot';
import { cleanLine } from '#lib/accounts/index.server.ts';
import { isUuid } from '../platform/ids.ts';

const id = v.pipe(v.string(), v.check(isUuid));
const name = v.pipe(v.string(), v.transform(cleanLine), v.minLength(1), v.maxLength(80));

export const organisationForm = v.object({ id, name });
export const cohortForm = v.object({
	id,
	organisationId: id,
	name,
	course: v.pipe(v.string(), v.maxLength(80))
});
export const classForm = v.object({ organisationId: id, cohortId: id });
