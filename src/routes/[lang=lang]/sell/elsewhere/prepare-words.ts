import type { toPrepare } from '#lib/selling/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

/** What is to be ready, and what helps with it. */
export const prepareWords: Record<
	(typeof toPrepare)[number]['id'],
	{ what: () => string; how: () => string }
> = {
	phone: { what: m.elsewhere_phone, how: m.elsewhere_phone_how },
	email: { what: m.elsewhere_email, how: m.elsewhere_email_how },
	cnic: { what: m.elsewhere_cnic, how: m.elsewhere_cnic_how },
	account: { what: m.elsewhere_account, how: m.elsewhere_account_how },
	'same-name': { what: m.elsewhere_same_name, how: m.elsewhere_same_name_how },
	address: { what: m.elsewhere_address, how: m.elsewhere_address_how },
	pictures: { what: m.elsewhere_pictures, how: m.elsewhere_pictures_how },
	share: { what: m.elsewhere_share, how: m.elsewhere_share_how },
	returns: { what: m.elsewhere_returns, how: m.elsewhere_returns_how },
	tax: { what: m.elsewhere_tax, how: m.elsewhere_tax_how }
};
