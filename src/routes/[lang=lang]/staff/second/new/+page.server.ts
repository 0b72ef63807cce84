import {
	confirmFactor,
	hasFactor,
	proposeFactor,
	readSecondStep,
	returnPath,
	skipFactor,
	textOf
} from '#lib/accounts/index.server.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { qrSquares } from '../../../me/card/qr.server.ts';
import type { Actions, PageServerLoad } from './$types';

type Asked = Pick<RequestEvent, 'url' | 'cookies' | 'locals'>;

async function whose({ url, cookies, locals: { services, lang } }: Asked) {
	const who = await readSecondStep(services, cookies);
	const to = returnPath(url.searchParams.get('to'), lang);
	return who ? { who, to } : redirect(303, `/${lang}/staff/login?to=${encodeURIComponent(to)}`);
}

/** Setting up the second factor: led here after the password, or by her own wish from her log-in's page. */
export const load: PageServerLoad = async (event) => {
	const { who, to } = await whose(event);
	const { services, formToken, lang } = event.locals;
	// After "confirm" this page shows her recovery codes once, although it is set up by then.
	if (event.request.method === 'GET' && (await hasFactor(services, who.staffId)))
		redirect(303, who.proven ? `/${lang}/staff/me` : `/${lang}/staff/second?to=${encodeURIComponent(to)}`);
	const { secret, uri } = proposeFactor(services, who);
	return {
		formToken,
		to,
		uri,
		secret: secret.match(/.{1,4}/g)!.join(' '),
		qr: qrSquares(uri),
		mayLater: services.env.demo && !who.proven,
		must: !who.proven
	};
};

export const actions: Actions = {
	confirm: async (event) => {
		const { who } = await whose(event);
		const { services } = event.locals;
		const typed = textOf(await event.request.formData(), 'code').slice(0, 60);
		const confirmed = await confirmFactor(services, who, typed);
		if (confirmed.ok) return { codes: confirmed.value.codes };
		// Another browser was first: this one is asked for a code.
		if (confirmed.refusal.tag === 'already') redirect(303, `/${event.locals.lang}/staff/second`);
		return fail(400, { fault: { tag: 'code' as const } });
	},
	later: async (event) => {
		const { who, to } = await whose(event);
		const skipped = await skipFactor(event.locals.services, who);
		if (!skipped.ok) error(404, 'no such page');
		redirect(303, to);
	}
};
