import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { checkSecret } from './check-secret.server.ts';
import { deviceOf, type Jar } from './cookies.server.ts';
import { withWait, type FormFault } from './fault-words.ts';
import { secretOf } from './forms.schema.ts';

/**
 * K3. Her secret, asked by a form for this one act: whatever the session has proved before, a phone that lies open does not
 * do it. @returns what she is told where it is not right
 */
export async function checkSecretForm(
	services: Services,
	cookies: Jar,
	learnerId: string,
	form: FormData
): Promise<Result<null, FormFault>> {
	const secret = secretOf(form);
	if (!secret.ok) return secret;
	const checked = await checkSecret(services, learnerId, deviceOf(services, cookies), secret.value);
	if (checked.ok) return ok(null);
	const fault = withWait(checked.refusal, services.clock());
	return refuse(fault.tag === 'wait' ? fault : { tag: 'wrong_secret' });
}
