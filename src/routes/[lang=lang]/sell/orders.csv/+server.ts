import { dayOf, stateWord } from '#lib/selling/index.ts';
import { orderColumns, readAllOrders, writeOrders } from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { provenLearner } from '../seller.ts';
import type { RequestHandler } from './$types';

/**
 * R6, K3. Her orders as a file. Addresses of all her buyers are in it, so her secret is asked for where only her phone opened
 * the session.
 */
export const GET: RequestHandler = async ({ locals, url }) => {
	const learnerId = provenLearner(locals, url);
	const columns = orderColumns({
		heads: {
			number: m.selling_v_number(),
			day: m.selling_v_day(),
			state: m.selling_v_state(),
			goods: m.selling_v_goods(),
			total: m.selling_v_total(),
			fee: m.selling_v_fee(),
			paid: m.selling_v_paid(),
			name: m.selling_v_name(),
			phone: m.selling_s_phone(),
			city: m.selling_v_city(),
			address: m.selling_s_address(),
			landmark: m.selling_s_landmark()
		},
		state: (o) => stateWord(o.state, o.deliveredBy),
		yes: m.selling_v_yes()
	});
	const body = writeOrders(await readAllOrders(locals.services, learnerId), columns);
	return new Response(body, {
		headers: {
			'Content-Type': 'text/csv; charset=utf-8',
			'Content-Disposition': `attachment; filename="orders-${dayOf(locals.services.clock())}.csv"`,
			'Cache-Control': 'private, no-store'
		}
	});
};
