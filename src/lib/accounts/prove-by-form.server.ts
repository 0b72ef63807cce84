import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { FORM_FIELD } from './check-request.server.ts';
import type { Jar } from './cookies.server.ts';
import { withWait, type FormFault } from './fault-words.ts';
import { SECRET_FIELDS, secretOf } from './forms.schema.ts';
import { proveAgain } from './open-by-reader.server.ts';

export interface Unproven {
	tag: 'unproven';
	/** What was typed, without the secret, to be sent once more with it. */
	fields: [name: string, value: string][];
	/** A file came with it, which no page can carry along. */
	file: boolean;
	/** Where a secret came and was not right. */
	fault?: FormFault;
}

/**
 * K3. A form that changes a shop, in a session that only her phone opened: her secret may come with it. Takes the secret out
 * of the form, so that nobody behind this sees it.
 */
export async function proveByForm(
	services: Services,
	cookies: Jar,
	who: { learnerId: string; sessionId: string },
	form: FormData
): Promise<Result<null, Unproven>> {
	const asked = SECRET_FIELDS.some((field) => form.has(field));
	const secret = secretOf(form);
	for (const field of SECRET_FIELDS) form.delete(field);
	const unproven = (fault?: FormFault) => {
		const sent = [...form].filter(([name]) => name !== FORM_FIELD);
		return refuse<Unproven>({
			tag: 'unproven',
			fields: sent.filter((field): field is [string, string] => typeof field[1] === 'string'),
			file: sent.some(([, value]) => typeof value !== 'string' && value.size > 0),
			...(fault && { fault })
		});
	};
	if (!asked) return unproven();
	if (!secret.ok) return unproven(secret.refusal);
	const proven = await proveAgain(services, cookies, { ...who, secret: secret.value });
	if (proven.ok) return ok(null);
	const fault = withWait(proven.refusal, services.clock());
	return unproven(fault.tag === 'wait' ? fault : { tag: 'wrong_secret' });
}
