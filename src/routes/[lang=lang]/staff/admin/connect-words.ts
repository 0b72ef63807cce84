/** Words for what goes to marketplaces: the news, and why it has not arrived. */
import type { AddRefusal, BadgeTopic, SellerTopic } from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

type Fault = Exclude<AddRefusal['tag'], 'forbidden'> | 'already-rotated' | 'gone' | 'too-often' | 'own-fault';

const FAULTS: Record<Fault, () => string> = {
	'not-an-address': m.connect_f_not_an_address,
	'too-long': m.connect_f_too_long,
	'not-https': m.connect_f_not_https,
	credentials: m.connect_f_credentials,
	fragment: m.connect_f_fragment,
	port: m.connect_f_port,
	'local-name': m.connect_f_local_name,
	private: m.connect_f_private,
	'no-such-name': m.connect_f_no_such_name,
	timeout: m.connect_f_timeout,
	unreachable: m.connect_f_unreachable,
	certificate: m.connect_f_certificate,
	'name-missing': m.connect_f_name_missing,
	'address-taken': m.connect_f_address_taken,
	'too-many': m.connect_f_too_many,
	'already-made': m.connect_f_already_made,
	'already-rotated': m.connect_f_already_rotated,
	gone: m.connect_f_closed,
	'too-often': m.connect_f_too_often,
	'own-fault': m.connect_f_own_fault
};

/** A reason as it stands in the outbox, or a refusal's tag; a connector's own words stay as they are. */
export function faultWord(reason: string): string {
	if (Object.hasOwn(FAULTS, reason)) return FAULTS[reason as Fault]();
	const status = /^status-(\d{3})$/.exec(reason)?.[1];
	if (!status) return reason;
	return status.startsWith('3') ? m.connect_f_redirect({ status }) : m.connect_f_status({ status });
}

const TOPICS: Record<SellerTopic | BadgeTopic, () => string> = {
	'seller.unlocked': m.connect_t_unlocked,
	'seller.tier_raised': m.connect_t_tier_raised,
	'seller.tier_lowered': m.connect_t_tier_lowered,
	'seller.suspended': m.connect_t_suspended,
	'seller.resumed': m.connect_t_resumed,
	'badge.revoked': m.connect_t_badge_revoked,
	'badge.reinstated': m.connect_t_badge_reinstated
};

/** What happened; news of a newer version has no word yet. */
export const topicWord = (topic: string): string =>
	Object.hasOwn(TOPICS, topic) ? TOPICS[topic as SellerTopic]() : topic;
