import { below } from '#lib/platform/country/lang.ts';
import {
	proveAgain,
	readFaultText,
	SECRET_FIELDS,
	secretOf,
	typedSecret,
	withWait
} from '#lib/accounts/index.server.ts';
import type { FormFault } from '#lib/accounts/index.ts';
import { fail, redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Doors of her shop, or of what she allows a partner, and an action of theirs: nowhere else is she sent on to. */
const SHOP = below(/\/(?:sell(?:\/[\w%.~-]+)*(?:\?\/\w+)?|claim\/[a-z0-9-]+\?\/\w+&[\w%.~+*=&-]+)$/);

const wayOn = (url: URL, lang: string): string => {
	const to = url.searchParams.get('to') ?? '';
	// As a browser would resolve it: dots, slashes and other hosts are gone then.
	const { origin, pathname, search } = URL.canParse(to, url) ? new URL(to, url) : url;
	return origin === url.origin && SHOP.test(pathname + search) ? pathname + search : `/${lang}/sell`;
};
/** Without the action; what a partner asked stays in the address. */
const pageOf = (to: string): string => to.replace(/\?\/\w+&/, '?').replace(/\?\/\w+$/, '');

/** K3. Her secret once more, before a session that only her phone opened changes her shop. */
export const load: PageServerLoad = ({ url, locals: { learner, lang, proof, formToken } }) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
	const to = wayOn(url, lang);
	if (proof === 'secret') redirect(303, pageOf(to));
	return { formToken, to, file: url.searchParams.has('file') };
};

export const actions: Actions = {
	prove: async ({ request, url, cookies, locals: { services, learner, sessionId, lang } }) => {
		if (learner?.kind !== 'joined' || sessionId === null) redirect(303, `/${lang}/login`);
		const form = await request.formData();
		const again = (fault: FormFault) => fail(400, { fields: null, secret: typedSecret(form), fault });
		const secret = secretOf(form);
		if (!secret.ok) return again(secret.refusal);
		const { learnerId } = learner;
		const proven = await proveAgain(services, cookies, { learnerId, sessionId, secret: secret.value });
		if (proven.ok) redirect(303, pageOf(wayOn(url, lang)));
		const fault = withWait(proven.refusal, services.clock());
		if (fault.tag === 'wait') return again(fault);
		for (const field of SECRET_FIELDS) form.delete(field);
		return again({ tag: 'wrong_secret' });
	},
	/** Called by the server itself for a form that came too early: it goes along in the page that asks. */
	carry: async ({ request, url }) => {
		const form = await request.formData();
		const fields = [...form].filter((field): field is [string, string] => typeof field[1] === 'string');
		return fail(403, { fields, secret: undefined, fault: readFaultText(url.searchParams.get('fault')) });
	}
};
