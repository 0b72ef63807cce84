import { error, fail, redirect } from '@sveltejs/kit';
import { dayOf, shopName, type OrderAct } from '#lib/selling/index.ts';
import {
	answerBuyer,
	blockBuyer,
	DAYS_MAX,
	localPhone,
	moveOrderAsSeller,
	unblockOrder,
	readOwnShop,
	readSellersOrder,
	readForm,
	textFields,
	type Move
} from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { wordRefusal } from '../../word-refusal.ts';
import { joinedLearner, orSell } from '../../seller.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What she usually promises: three days. */
const USUAL_DAYS = 3;

const readDays = (text: string | null | undefined): number => {
	const days = Number(text ?? NaN);
	return text && Number.isInteger(days) && days >= 0 && days <= DAYS_MAX ? days : USUAL_DAYS;
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const learnerId = joinedLearner(locals);
	const { services, formToken, lang } = locals;
	const shop = orSell(await readOwnShop(services, learnerId), lang);
	const order = await readSellersOrder(services, learnerId, params.order);
	if (!order) error(404, 'no such order');
	const days = readDays(url.searchParams.get('days'));
	return {
		formToken,
		order,
		shopName: shopName(shop, lang),
		paused: shop.pausedUnanswered && shop.face === 'paused',
		phone: localPhone(order.phone),
		phone2: order.buyer.phone2 ? localPhone(order.buyer.phone2) : null,
		days,
		/** The day she is about to promise, or has promised. */
		day: order.promisedOn ?? dayOf(services.clock(), days)
	};
};

const act =
	(name: OrderAct, detail: (form: Record<string, string>) => Omit<Move, 'act'> = () => ({})) =>
	async ({ locals, params, request }: RequestEvent) => {
		const form = textFields(await readForm(request));
		const learnerId = joinedLearner(locals);
		const moved = await moveOrderAsSeller(locals.services, learnerId, params.order, {
			act: name,
			...detail(form)
		});
		if (moved.ok) redirect(303, `/${locals.lang}/sell/orders/${params.order}`);
		switch (moved.refusal.tag) {
			case 'no-order':
				error(404, 'no such order');
			// eslint-disable-next-line no-fallthrough -- error() throws
			case 'sold-out':
				return fail(409, { message: m.selling_s_sold_out(), again: undefined });
			case 'refused':
				return fail(409, { message: m.selling_s_moved_on(), again: undefined });
			case 'reason-missing':
			case 'day-missing':
				return fail(400, { message: m.selling_s_reason_missing(), again: undefined });
		}
	};

/** Her answer to what the buyer asked. */
async function answer({ locals, params, request }: RequestEvent) {
	const { words = '' } = textFields(await readForm(request));
	const said = await answerBuyer(locals.services, joinedLearner(locals), params.order, words);
	if (said.ok) redirect(303, `/${locals.lang}/sell/orders/${params.order}#words`);
	if (said.refusal.tag === 'no-order') error(404, 'no such order');
	const { status, message } = wordRefusal(said.refusal);
	return fail(status, { message, again: words });
}

/** No more orders and words from the number of this order, or again. */
const block =
	(blocks: typeof blockBuyer) =>
	async ({ locals, params }: RequestEvent) => {
		const done = await blocks(locals.services, joinedLearner(locals), params.order);
		if (!done.ok) error(404, 'no such order');
		redirect(303, `/${locals.lang}/sell/orders/${params.order}`);
	};

export const actions: Actions = {
	block: block(blockBuyer),
	unblock: block(unblockOrder),
	answer,
	confirm: act('confirm', ({ days }) => ({ inDays: readDays(days) })),
	send: act('send'),
	deliver: act('deliver', ({ paid }) => ({ paid: paid === '1' })),
	paid: act('paid'),
	cancel: act('cancel', ({ reason }) => ({ reason })),
	back: act('bring-back', ({ reason, restock }) => ({ reason, restock: restock === '1' }))
};
