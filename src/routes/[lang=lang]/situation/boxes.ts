/** The four boxes as they are asked, and the line over a card that is for some alone. */
import type { Box, Condition } from '#lib/catalog/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

type Words = () => string;

export const QUESTIONS: readonly { box: Box; ask: Words; yes: Words; no: Words }[] = [
	{ box: 'phone', ask: m.situation_phone, yes: m.situation_phone_yes, no: m.situation_phone_no },
	{ box: 'cnic', ask: m.situation_cnic, yes: m.situation_cnic_yes, no: m.situation_cnic_no },
	{ box: 'wallet', ask: m.situation_wallet, yes: m.situation_wallet_yes, no: m.situation_wallet_no },
	{ box: 'sells', ask: m.situation_sells, yes: m.situation_sells_yes, no: m.situation_sells_no }
];

export const FOR: Record<Condition, Words> = {
	phone: m.situation_for_phone,
	'no-phone': m.situation_for_no_phone,
	cnic: m.situation_for_cnic,
	'no-cnic': m.situation_for_no_cnic,
	wallet: m.situation_for_wallet,
	'no-wallet': m.situation_for_no_wallet,
	sells: m.situation_for_sells,
	'no-sells': m.situation_for_no_sells
};
