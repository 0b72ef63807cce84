/**
 * Every table with rows of a learner (`learnerTables`), and how it stands in the copy that she is given (K5): what kind of
 * thing it is for her, what of it is not hers to have, and what is opened. A new table that is not here fails the contract
 * test, as does a new column that neither goes out nor is named.
 */

/** As the page lists them, in this order. */
export const KINDS = [
	'account',
	'consents',
	'about',
	'contact',
	'learning',
	'badges',
	'class',
	'notes',
	'shop',
	'orders',
	'partners',
	'reports'
] as const;
export type Kind = (typeof KINDS)[number];

export interface OwnTable {
	kind: Kind;
	/** Columns that are not given, each with its reason. Hashes (`…_hash`) never are: nobody can read them. */
	without?: Record<string, string>;
	/** Columns that hold JSON. */
	json?: readonly string[];
	/** Not counted on the page: it only serves other rows. */
	aside?: true;
}

const BUYERS = 'of the buyer, who is somebody else';

export const ownTables: Readonly<Record<string, OwnTable>> = {
	learner: { kind: 'account' },
	learner_code: { kind: 'account', aside: true },
	recovery_token: { kind: 'account', aside: true },
	join_key: { kind: 'account', aside: true },
	known_device: { kind: 'account', aside: true },
	secret_failure: { kind: 'account', aside: true },
	upload_token: { kind: 'account', aside: true },
	reader_token: { kind: 'account', aside: true },
	profile_claim: { kind: 'account', aside: true },
	device_head: { kind: 'account', aside: true },
	phone_state: { kind: 'account', aside: true },
	learner_merge: { kind: 'account', json: ['body'], aside: true },

	consent: { kind: 'consents' },

	about_me: { kind: 'about', json: ['answers'] },
	follow_up: { kind: 'about', json: ['answers'] },
	learner_detail: { kind: 'about', json: ['body'] },

	contact_preference: { kind: 'contact', json: ['hours', 'ways'] },
	message_opened: { kind: 'contact' },

	event: { kind: 'learning', json: ['body'] },
	rejected_event: { kind: 'learning', json: ['body'] },
	learner_head: { kind: 'learning', aside: true },
	lesson_progress: { kind: 'learning', aside: true },
	item_tries: { kind: 'learning', aside: true },
	draft_part: { kind: 'learning', json: ['body'], aside: true },
	attempt: { kind: 'learning', json: ['rule', 'revisit'], aside: true },
	practical: { kind: 'learning', json: ['marks', 'rule'], aside: true },
	prepost: { kind: 'learning', aside: true },
	help_request: { kind: 'learning', aside: true },
	granted_try: { kind: 'learning', aside: true },
	late_decision: { kind: 'learning', aside: true },

	award: { kind: 'badges', json: ['criterion', 'evidence'] },
	award_history: { kind: 'badges', aside: true },
	credential: { kind: 'badges', json: ['body'], aside: true },

	enrolment: { kind: 'class' },
	enrolment_change: { kind: 'class', aside: true },
	cohort_member: { kind: 'class', aside: true },
	attendance: { kind: 'class' },
	announcement_read: { kind: 'class', aside: true },
	held_staff_act: { kind: 'class', json: ['body'], aside: true },

	staff_note: { kind: 'notes' },

	seller: { kind: 'shop', aside: true },
	shop: { kind: 'shop' },
	shop_handle: { kind: 'shop', aside: true },
	shop_answer: { kind: 'shop', json: ['body'], aside: true },
	product: { kind: 'shop' },
	product_photo: { kind: 'shop', aside: true },
	blob: { kind: 'shop' },
	seller_decision: { kind: 'shop', aside: true },
	seller_sms: { kind: 'shop', aside: true },
	push_phone: { kind: 'shop', aside: true },
	outbox: { kind: 'shop', json: ['body'], aside: true },
	vendure_seller: { kind: 'shop', json: ['hidden'], aside: true },
	shop_report: {
		kind: 'shop',
		without: { words: 'of who reported, who must not be found by them' },
		aside: true
	},

	shop_order: {
		kind: 'orders',
		without: {
			buyer: BUYERS,
			buyer_phone: BUYERS,
			idempotency_key: 'of the form that the buyer sent'
		},
		json: ['lines']
	},
	shop_order_history: { kind: 'orders', aside: true },
	shop_order_word: { kind: 'orders', without: { words: 'only where the buyer said them' }, aside: true },
	shop_review: { kind: 'orders', json: ['ticks'], aside: true },
	shop_unanswered: { kind: 'orders', aside: true },
	shop_block: { kind: 'orders', aside: true },
	shop_enquiry: { kind: 'orders', without: { name: BUYERS, contact: BUYERS, words: BUYERS }, aside: true },

	partner_consent: { kind: 'partners' },
	partner_claim: { kind: 'partners', aside: true },
	partner_seller: { kind: 'partners', aside: true },

	report_person: { kind: 'reports' },
	report_fact: { kind: 'reports' }
};

/** Tables with rows of hers that the copy leaves out, and why. */
export const leftOut: Readonly<Record<string, string>> = {
	award_lookup: 'finds a badge by its id: the badge itself is in the copy',
	shop_order_secret: 'finds an order by what only its buyer has: the order itself is in the copy',
	report_dirty: 'a mark that her facts are to be counted anew: gone within minutes',
	safeguarding_report:
		'whoever makes her show this file must not learn that she told of somebody (T7): the safeguarding lead of her organisation shows it to her in person'
};
