import { error, fail, redirect } from '@sveltejs/kit';
import {
	moveOrderAsBuyer,
	readBuyersOrder,
	readErasedOrder,
	readForm,
	reviewOrder,
	sayAsBuyer,
	textFields,
	type Move
} from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { wordRefusal } from '../../sell/word-refusal.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** The buyer's own page: whoever has the link has the order, so it is kept nowhere on the way. */
export const load: PageServerLoad = async ({ locals: { services, formToken }, params, url, setHeaders }) => {
	const order = await readBuyersOrder(services, params.secret);
	if (!order) {
		const erased = await readErasedOrder(services, params.secret);
		if (erased) error(410, { message: 'erased', shop: erased.handle });
		error(404, 'no such order');
	}
	setHeaders({ 'Cache-Control': 'private, no-store', 'X-Robots-Tag': 'noindex' });
	return { order, secret: params.secret, formToken, again: url.searchParams.has('again') };
};

/** The page itself says whether the order was erased or never was. An address may hold any letter; a header holds no Urdu. */
function notHere(lang: string, secret: string): never {
	redirect(303, `/${lang}/order/${encodeURIComponent(secret)}`);
}

async function move({ locals, params }: RequestEvent, what: Move) {
	const moved = await moveOrderAsBuyer(locals.services, params.secret, what);
	// After a move the page is fetched anew: a reload or the back button sends nothing twice.
	if (moved.ok) redirect(303, `/${locals.lang}/order/${params.secret}`);
	if (moved.refusal.tag === 'no-order') notHere(locals.lang, params.secret);
	if (moved.refusal.tag === 'reason-missing')
		return fail(400, { message: m.selling_s_reason_missing(), again: {} });
	const onTheWay = moved.refusal.tag === 'refused' && moved.refusal.why === 'on-the-way';
	return fail(409, { message: onTheWay ? m.selling_b_on_the_way() : m.selling_s_moved_on(), again: {} });
}

async function say({ locals, params, request }: RequestEvent, kind: 'ask' | 'complaint') {
	const { question = '', more = '', reason = '' } = textFields(await readForm(request));
	const words = kind === 'ask' ? question : more;
	const said = await sayAsBuyer(locals.services, params.secret, { kind, reason, words });
	if (said.ok) redirect(303, `/${locals.lang}/order/${params.secret}#words`);
	if (said.refusal.tag === 'no-order') notHere(locals.lang, params.secret);
	const { status, message } = wordRefusal(said.refusal);
	const fault = said.refusal.tag === 'words' ? message : undefined;
	return fail(status, { message, again: { kind, words, reason, fault } });
}

async function review({ locals, params, request }: RequestEvent) {
	const form = await readForm(request);
	const ticks = form.getAll('tick').filter((t) => typeof t === 'string');
	const { verdict = '' } = textFields(form);
	const said = await reviewOrder(locals.services, params.secret, { verdict, ticks });
	if (said.ok) redirect(303, `/${locals.lang}/order/${params.secret}`);
	const { refusal } = said;
	if (refusal.tag === 'no-order') notHere(locals.lang, params.secret);
	if (refusal.tag === 'verdict-missing')
		return fail(400, { message: m.selling_fault_not_a_choice(), again: {} });
	const own = refusal.door === 'own-shop';
	return fail(409, { message: own ? m.selling_r_own_shop() : m.selling_r_not_confirmed(), again: {} });
}

export const actions: Actions = {
	review,
	ask: (event) => say(event, 'ask'),
	complain: (event) => say(event, 'complaint'),
	received: (event) => move(event, { act: 'deliver' }),
	cancel: async (event) => {
		const { reason = '' } = textFields(await readForm(event.request));
		return move(event, { act: 'cancel', reason });
	}
};
