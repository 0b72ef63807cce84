import { openSteps } from '#lib/selling/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { questionWord } from '../sell/open/question-words.ts';

/** What a kept form is about, by the keys that the phone reads in its address (islands/refused-form.ts: formKeys). */
export const formNames = (): Record<string, string> => ({
	...Object.fromEntries(openSteps.map((step) => [`open ${step}`, questionWord[step]()])),
	orders: m.selling_orders(),
	'orders confirm': m.selling_s_confirm(),
	'orders cancel': m.selling_s_cancel(),
	'orders send': m.selling_s_send(),
	'orders deliver': m.phone_of_delivered(),
	'orders paid': m.selling_s_money_now(),
	'orders back': m.selling_s_back(),
	'orders answer': m.phone_of_answer(),
	products: m.phone_of_product(),
	pay: m.selling_y_pay(),
	sell: m.selling_my_shop(),
	learn: m.phone_of_lesson(),
	help: m.help_title(),
	me: m.learn_me_about()
});
