import {
	hasFactor,
	proveSecond,
	readSecondStep,
	returnPath,
	textOf,
	withWait
} from '#lib/accounts/index.server.ts';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** Whose password was given here; who has none to follow up is sent where she belongs. */
async function waiting({ url, cookies, locals: { services, lang } }: RequestEvent) {
	const who = await readSecondStep(services, cookies);
	const to = returnPath(url.searchParams.get('to'), lang);
	const query = `?to=${encodeURIComponent(to)}`;
	if (!who) redirect(303, `/${lang}/staff/login${query}`);
	if (who.proven) redirect(303, to);
	if (!(await hasFactor(services, who.staffId))) redirect(303, `/${lang}/staff/second/new${query}`);
	return { who, to };
}

export const load: PageServerLoad = async (event) => {
	await waiting(event as unknown as RequestEvent);
	return { formToken: event.locals.formToken };
};

export const actions: Actions = {
	default: async (event) => {
		const { who, to } = await waiting(event);
		const { services } = event.locals;
		const typed = textOf(await event.request.formData(), 'code').slice(0, 60);
		const proven = await proveSecond(services, who, typed);
		if (!proven.ok) return fail(400, { fault: withWait(proven.refusal, services.clock()) });
		redirect(303, to);
	}
};
