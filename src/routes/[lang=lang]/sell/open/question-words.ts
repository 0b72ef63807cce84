import type { OpenStep } from '#lib/selling/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

/** Each question as it is asked, big, once. */
export const questionWord: Record<OpenStep, () => string> = {
	name: m.opening_q_name,
	latin: m.opening_q_latin,
	handle: m.opening_q_handle,
	goods: m.selling_f_category,
	about: m.opening_q_about,
	city: m.opening_q_city,
	delivery: m.opening_q_delivery,
	returns: m.opening_q_returns,
	hours: m.opening_q_hours,
	phone: m.opening_q_phone,
	pay: m.selling_y_pay
};
