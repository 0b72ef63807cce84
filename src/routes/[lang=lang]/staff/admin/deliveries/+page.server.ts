import { textOf } from '#lib/accounts/index.server.ts';
import { readDeliveries, retryDeliveries, SHOWN_MAX } from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffSession } from '../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** M4. What has not arrived at connectors and endpoints, why, and when it is tried again. */
export const load: PageServerLoad = async (event) => {
	const { staffId } = staffSession(event);
	const { services, formToken } = event.locals;
	const read = await readDeliveries(services, staffId);
	if (!read.ok) error(403, read.refusal.tag);
	return {
		formToken,
		...read.value,
		shownMax: SHOWN_MAX,
		retried: event.url.searchParams.has('retried')
	};
};

async function retry(event: RequestEvent, which: { key: string } | { target: string }) {
	const { staffId } = staffSession(event);
	const done = await retryDeliveries(event.locals.services, staffId, which);
	if (done.ok) redirect(303, `/${event.locals.lang}/staff/admin/deliveries?retried=1`);
	if (done.refusal.tag === 'forbidden') error(403, done.refusal.tag);
	return fail(409, { fault: m.connect_gone() });
}

export const actions: Actions = {
	one: async (event) => retry(event, { key: textOf(await event.request.formData(), 'key') }),
	all: async (event) => retry(event, { target: textOf(await event.request.formData(), 'target') })
};
