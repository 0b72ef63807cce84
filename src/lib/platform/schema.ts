import type { Generated } from 'kysely';

/** The rows of every table. Integers are numbers (epoch milliseconds, counts, 0/1), JSON is text, blobs are bytes. */

export interface SettingRow {
	name: string;
	value: string;
}

export interface JobRow {
	job_id: string;
	kind: string;
	body: string;
	run_at: number;
	attempts: Generated<number>;
	leased_until: Generated<number>;
	done_at: Generated<number | null>;
	error: Generated<string | null>;
}

export interface RateLimitRow {
	name: string;
	window_start: number;
	hits: number;
}

export interface LearnerHeadRow {
	learner_id: string;
	next_pos: number;
}

export interface LearnerRow {
	learner_id: string;
	kind: 'guest' | 'joined';
	display_name: Generated<string | null>;
	locale: string;
	tile_seed: number;
	created_at: number;
	joined_at: Generated<number | null>;
	secret_kind: Generated<string | null>;
	secret_hash: Generated<string | null>;
	secret_set_at: Generated<number | null>;
	contact: Generated<string | null>;
	deleted_at: Generated<number | null>;
	/** The record of the same woman that goes on (T5). */
	merged_into: Generated<string | null>;
}

export interface LearnerCodeRow {
	code_hash: string;
	learner_id: string;
	created_at: number;
	revoked_at: Generated<number | null>;
}

export interface RecoveryTokenRow {
	token_hash: string;
	learner_id: string;
	created_at: number;
	used_at: Generated<number | null>;
}

export interface JoinKeyRow {
	key_hash: string;
	learner_id: string;
	created_at: number;
}

export interface KnownDeviceRow {
	learner_id: string;
	device_hash: string;
	since: number;
}

export interface SecretFailureRow {
	learner_id: string;
	device_hash: string;
	failures: number;
	blocked_until: number;
}

export interface SessionRow {
	session_hash: string;
	user_id: string;
	created_at: number;
	expires_at: number;
	/** What opened it: her secret, only a phone on which her work is open (K3), or a password that a second factor follows (K2). */
	proof: Generated<'secret' | 'phone' | 'password'>;
}

export interface UploadTokenRow {
	token_hash: string;
	learner_id: string;
	profile_id: string;
	created_at: number;
	revoked_at: Generated<number | null>;
	last_used_at: Generated<number | null>;
}

export interface ReaderTokenRow {
	token_hash: string;
	learner_id: string;
	created_at: number;
	revoked_at: Generated<number | null>;
}

export interface ProfileClaimRow {
	profile_id: string;
	learner_id: string;
	claimed_at: number;
}

export interface ConsentRow {
	learner_id: string;
	purpose: string;
	at: number;
	given: number;
	text_version: string;
}

export interface AboutMeRow {
	learner_id: string;
	at: number;
	answers: string;
}

export interface StaffRow {
	staff_id: string;
	name: string;
	/** What she logs in with: an e-mail address in lower case, or a phone number in E.164. */
	email: string;
	password_hash: string;
	created_at: number;
	disabled_at: Generated<number | null>;
}

export interface StaffRoleRow {
	organisation_id: string;
	staff_id: string;
	role: string;
	granted_at: number;
}

export interface SetupLinkRow {
	token_hash: string;
	purpose: string;
	created_at: number;
	expires_at: number;
	used_at: Generated<number | null>;
}

export interface OrganisationRow {
	organisation_id: string;
	name: string;
	zone: string;
	created_at: number;
	/** JSON: who signs certificates, which files are logos. */
	details: Generated<string>;
}

export interface CohortRow {
	organisation_id: string;
	cohort_id: string;
	name: string;
	course: string;
	created_at: number;
	archived_at: Generated<number | null>;
	programme_id: Generated<string | null>;
	/** JSON: courses, first day, weeks, meeting day, hour and place, number of places (lib/cohorts/class-plan.ts). */
	plan: Generated<string>;
	/** Whether a trainer lets each woman in who asks with the class number. */
	approval: Generated<number>;
}

export interface JoinCodeRow {
	code: string;
	organisation_id: string;
	cohort_id: string;
	expires_at: number;
	revoked_at: Generated<number | null>;
}

export interface EnrolmentRow {
	learner_id: string;
	organisation_id: string;
	cohort_id: string;
	state: string;
	at: number;
}

export interface AuditRow {
	organisation_id: string;
	audit_id: string;
	at: number;
	actor: string;
	act: string;
	subject: string;
	detail: string;
	/** Number of the seal that it is under (K6); null: not sealed yet. */
	seal: Generated<number | null>;
}

/** K6. What was done up to `last_id`, in order, and everything before it, as one hash. */
export interface AuditSealRow {
	organisation_id: string;
	/** 1, 2, 3 … of the organisation. */
	number: number;
	sealed_at: number;
	/** How many acts this seal adds. */
	acts: number;
	last_id: string;
	/** SHA-256, hex, over the head before it and its acts. */
	head: string;
}

/** A quarter of an organisation as it was counted and protected, once. */
export interface ReportEditionRow {
	organisation_id: string;
	period: string;
	/** 1, 2, 3 … of the quarter. */
	edition: number;
	made_at: number;
	threshold: number;
	/** JSON: what else it was made with (reports/make-edition.server.ts). */
	settings: string;
	/** Staff id, or `job`. */
	made_by: string;
}

/** One of its tables, as officers see it: the numbers of one indicator under a dimension, or without one. */
export interface ReportTableRow {
	organisation_id: string;
	period: string;
	edition: number;
	/** `all`, a dimension, or `band`. */
	name: string;
	/** Indicator and part (reports/tally.ts). */
	figure: string;
	/** JSON: rows (reports/edition.ts). */
	body: string;
}

/** What people contributed to an edition, by a keyed hash that names nobody: for how many has it changed since? */
export interface ReportCountedRow {
	organisation_id: string;
	period: string;
	edition: number;
	contribution: string;
	people: number;
}

/** R5. An edition that somebody named and froze, with everything that it takes to show it again. */
export interface ReportSnapshotRow {
	organisation_id: string;
	snapshot_id: string;
	period: string;
	edition: number;
	name: string;
	made_at: number;
	made_by: string;
	/** JSON, as hashed. */
	body: string;
	/** SHA-256 of `body`, hex. */
	hash: string;
	/** Public multibase key of the issuer that signed `hash`. */
	key_id: string;
	/** Ed25519, base64url. */
	signature: string;
	/** Of the audit's newest seal when it was made; 0 and '' where nothing was sealed. */
	audit_number: number;
	audit_head: string;
}

/** A row of the donor's logframe: what was, and what is to be reached by the end of a quarter. '' : everybody. */
export interface ReportTargetRow {
	organisation_id: string;
	indicator: string;
	part: string;
	gender: string;
	disability: string;
	period: string;
	baseline: number | null;
	target: number | null;
	set_at: number;
	set_by: string;
}

/** By which a program of the organisation's reads its reports. */
export interface ReportKeyRow {
	key_hash: string;
	organisation_id: string;
	key_id: string;
	name: string;
	/** JSON. */
	scopes: string;
	made_at: number;
	made_by: string;
	last_used_at: Generated<number | null>;
	ended_at: Generated<number | null>;
}

export interface EventRow {
	learner_id: string;
	pos: number;
	event_id: string;
	profile_id: string;
	actor: string;
	device: string;
	seq: number;
	kind: string;
	v: number;
	at: number;
	received_at: number;
	skew: number;
	happened_at: number;
	outcome: 'accepted' | 'deferred';
	late: Generated<number>;
	body: string;
	body_hash: string;
}

export interface RejectedEventRow {
	learner_id: string;
	event_id: string;
	body_hash: string;
	device: string;
	seq: number;
	kind: string;
	v: number;
	at: number;
	received_at: number;
	body: string;
	reason: string;
}

export interface LessonProgressRow {
	learner_id: string;
	course: string;
	lesson: string;
	started_at: number;
	last_at: number;
	tries: number;
	finished_at: Generated<number | null>;
	state: string;
}

/** What she did at one question or practice of a lesson: for her class's board, never for grading. */
export interface ItemTriesRow {
	learner_id: string;
	course: string;
	lesson: string;
	item: string;
	kind: 'question' | 'practice';
	tries: number;
	/** Wrong answers; of a practice, runs with something missed. */
	wrong: number;
	/** When first right, or a practice first without a miss. */
	right_at: number | null;
	last_at: number;
	/** Her first answer, by time and then by event id; of a practice without a choice. */
	first_at: number;
	first_event: string;
	first_choice: string;
	first_right: number;
}

export interface DeviceHeadRow {
	learner_id: string;
	device: string;
	profile_id: string;
	held_to: number;
	beyond: string;
	last_at: number;
}

export interface DraftPartRow {
	learner_id: string;
	part: string;
	body: string;
	at: number;
	event_id: string;
}

export interface AttemptRow {
	learner_id: string;
	course: string;
	number: number;
	version: string;
	rule: string;
	event_id: string;
	submitted_at: number;
	score: number;
	passed: number;
	late: number;
	revisit: string;
	opens_next_at: Generated<number | null>;
	open_bank: number;
}

export interface PracticalRow {
	learner_id: string;
	course: string;
	passed: number;
	marks: string;
	rule: string;
	marked_by: string;
	at: number;
	event_id: string;
	/** A trainer's, for her to read; the written rule has none. */
	comment: Generated<string>;
}

export interface PrepostRow {
	learner_id: string;
	course: string;
	phase: string;
	version: string;
	correct: number;
	of: number;
	at: number;
	event_id: string;
}

export interface AwardRow {
	learner_id: string;
	badge: string;
	award_id: string;
	course: string;
	criterion_version: string;
	criterion: string;
	evidence: string;
	open_bank: number;
	awarded_at: number;
	state: 'active' | 'revoked' | 'suspended';
	reason: Generated<string | null>;
	public_name: Generated<number>;
}

export interface AwardLookupRow {
	award_id: string;
	learner_id: string;
	badge: string;
}

export interface AwardHistoryRow {
	learner_id: string;
	award_id: string;
	at: number;
	act: string;
	by_person: string;
	reason: string;
}

export interface CredentialRow {
	learner_id: string;
	award_id: string;
	version: number;
	key_id: string;
	issued_at: number;
	body: string;
}

export interface StatusListRow {
	list_id: string;
	purpose: string;
	length: number;
	bits: Uint8Array;
	updated_at: number;
	signed: Generated<string | null>;
	signed_at: Generated<number | null>;
}

export interface StatusEntryRow {
	list_id: string;
	idx: number;
	award_id: string;
}

export interface SellerRow {
	learner_id: string;
	seller_id: string;
	tier: string;
	state: 'active' | 'suspended';
	policy: string;
	/** The badge that opened it, shown on the shop page. */
	award_id: string;
	unlocked_at: number;
	changed_at: number;
	reason: Generated<string | null>;
	/** Since when it may do less than before, because a badge was taken back, UTC ms; null: it stands as high as it ever did. */
	lowered_at: Generated<number | null>;
}

export interface OutboxRow {
	learner_id: string;
	outbox_id: string;
	topic: string;
	body: string;
	created_at: number;
	attempts: Generated<number>;
	next_at: number;
	done_at: Generated<number | null>;
	parked_at: Generated<number | null>;
	error: Generated<string | null>;
	/** `connectors`, `vendure`, or the endpoint that it goes to. */
	target: Generated<string>;
	/** 1, 2, 3 … of the learner: what happened later goes out later, target by target. */
	seq: Generated<number>;
	/** Of the last try. */
	last_at: Generated<number | null>;
}

/** Somebody's server that is told about sellers. A closed one is never told again and keeps its name for the audit. */
export interface WebhookEndpointRow {
	endpoint_id: string;
	name: string;
	address: string;
	state: 'active' | 'paused' | 'closed';
	made_at: number;
	made_by: string;
	changed_at: number;
	/** Whose it is: then sellers have the same ids there as in this partner's claims. Never changes. */
	partner_id: Generated<string | null>;
}

/** What signs for an endpoint, sealed; a former one signs along until `until`. */
export interface WebhookSecretRow {
	endpoint_id: string;
	version: number;
	sealed: string;
	made_at: number;
	until: Generated<number | null>;
}

/** A phone that is told when something waits for a seller; its address at its push service is sealed. */
export interface PushPhoneRow {
	phone_hash: string;
	learner_id: string;
	sealed: string;
	made_at: number;
}

/** A seller whose shop's number is told by SMS. */
export interface SellerSmsRow {
	learner_id: string;
	at: number;
}

/** A seller's account in the operator's Vendure, as far as we must remember it. */
export interface VendureSellerRow {
	learner_id: string;
	/** Until then one worker has her account there to itself; 0: nobody. */
	held_until: number;
	/** JSON: ids, there, of the products that a suspension hid. */
	hidden: string;
}

/** What a marketplace without an interface said of a seller, imported by an administrator. */
export interface SellerDecisionRow {
	learner_id: string;
	/** The word by which the operator names it. */
	marketplace: string;
	decision: 'accepted' | 'refused';
	/** In the marketplace's words; empty where it accepted without a word. */
	reason: string;
	at: number;
	by_staff: string;
}

/** M10. `again`: changed after it was approved, still public while a person looks. */
export type CheckState = 'waiting' | 'approved' | 'again' | 'refused';

export interface ShopRow {
	learner_id: string;
	handle: string;
	name: string;
	about: string;
	category: string;
	city: string;
	area: string;
	delivery_fee: number;
	returns: string;
	phone: Generated<string | null>;
	phone_shown: Generated<number>;
	tile_seed: number;
	state: 'open' | 'paused';
	check_state: CheckState;
	check_reason: Generated<string | null>;
	checked_by: Generated<string | null>;
	checked_at: Generated<number | null>;
	next_order: Generated<number>;
	created_at: number;
	opened_at: Generated<number | null>;
	/** Why it is paused, where not by her own wish: buyers were left without an answer. */
	pause_reason: Generated<'unanswered' | null>;
	/** Buyers left without an answer before this time count no more: she has opened her shop again. UTC ms. */
	answers_from: Generated<number>;
	/** Hours of the day in which she answers, the country's clock; both or neither. */
	reply_from: Generated<number | null>;
	reply_to: Generated<number | null>;
	/** The name that a buyer's bank shows beside her Raast QR; '' without one. */
	raast_title: Generated<string>;
	/** The name in English letters; '' where `name` is for both. */
	name_en: Generated<string>;
}

/** What she has answered on the way to her shop, question by question; gone once it is open. */
export interface ShopAnswerRow {
	learner_id: string;
	step: string;
	/** JSON: the fields as she typed them, checked; `{}` where she passed over the question. */
	body: string;
	/** UTC ms. */
	at: number;
}

export interface ShopHandleRow {
	handle: string;
	/** The handle with look-alike characters folded: no two shops may share it. */
	skeleton: string;
	learner_id: string;
}

export interface ProductRow {
	learner_id: string;
	product_id: string;
	title: string;
	details: string;
	price: number;
	stock: number;
	state: 'shown' | 'hidden';
	check_state: CheckState;
	check_reason: Generated<string | null>;
	checked_by: Generated<string | null>;
	checked_at: Generated<number | null>;
	position: number;
	created_at: number;
	changed_at: number;
}

export interface ProductPhotoRow {
	learner_id: string;
	photo_id: string;
	product_id: string;
	position: number;
	width: number;
	height: number;
	check_state: CheckState;
	check_reason: Generated<string | null>;
	checked_by: Generated<string | null>;
	checked_at: Generated<number | null>;
	created_at: number;
}

export interface ShopOrderRow {
	learner_id: string;
	order_id: string;
	number: number;
	state: string;
	buyer: string;
	buyer_phone: string;
	lines: string;
	total: number;
	delivery_fee: number;
	secret_hash: string;
	created_at: number;
	changed_at: number;
	/** The day she promised at confirmation, YYYY-MM-DD. */
	promised_on: Generated<string | null>;
	/** M12: the buyer's word is kept apart from the seller's. */
	delivered_by: Generated<'seller' | 'buyer' | null>;
	/** M7: when she saw the money in her own hand or balance. */
	paid_at: Generated<number | null>;
	idempotency_key: string;
	/** Since when the buyer waits for a word or an act of the seller, UTC ms; null: nothing waits. */
	waits_since: Generated<number | null>;
}

/** A buyer was left without an answer; one row an order, and nothing of the buyer. */
export interface ShopUnansweredRow {
	learner_id: string;
	order_id: string;
	/** Since when she waited, UTC ms. */
	since: number;
	/** When it was noted, UTC ms. */
	at: number;
}

/** What somebody abroad asks a shop; kept for thirty days. */
export interface ShopEnquiryRow {
	learner_id: string;
	enquiry_id: string;
	name: string;
	country: string;
	/** E-mail address, or a phone number in E.164. */
	contact: string;
	words: string;
	at: number;
}

/** What a stranger says of a shop; who she is stands nowhere. */
export interface ShopReportRow {
	learner_id: string;
	report_id: string;
	reason: string;
	words: string;
	at: number;
	decided_at: Generated<number | null>;
	/** Staff id. */
	decided_by: Generated<string | null>;
	decision: Generated<'nothing' | 'stopped' | null>;
}

/** Whom a shop does not sell to; the number only as a keyed hash of this shop. */
export interface ShopBlockRow {
	learner_id: string;
	phone_hash: string;
	/** The order by which she knows them, and its number. */
	order_id: string;
	number: number;
	at: number;
}

/** M12. What a buyer who confirmed her order says of it; one an order. */
export interface ShopReviewRow {
	learner_id: string;
	order_id: string;
	verdict: string;
	/** JSON, from the list of selling. */
	ticks: string;
	at: number;
}

/** What buyer and seller said to each other about one order. */
export interface ShopOrderWordRow {
	learner_id: string;
	order_id: string;
	/** 1, 2, 3 … */
	n: number;
	at: number;
	by_whom: 'seller' | 'buyer';
	kind: 'ask' | 'complaint' | 'answer';
	/** Of a complaint, one of the listed; else ''. */
	reason: string;
	words: string;
}

export interface ShopOrderHistoryRow {
	learner_id: string;
	order_id: string;
	/** 1, 2, 3 … */
	step: number;
	at: number;
	act: string;
	state: string;
	by_whom: string;
	reason: string;
}

export interface ShopOrderSecretRow {
	secret_hash: string;
	learner_id: string;
	order_id: string;
}

export interface BlobRow {
	learner_id: string;
	blob_id: string;
	type: string;
	sha256: string;
	bytes: Uint8Array;
	created_at: number;
}

/** A card read aloud by a person; bytes stand in {@link RecordingBytesRow}. */
export interface RecordingRow {
	/** SHA-256 of its bytes, hex. */
	recording_id: string;
	course: string;
	lesson: string;
	/** Card, introduction of a practice, or question. */
	card: string;
	/** Of the words that were read. */
	lang: 'ur' | 'en';
	/** SHA-256 of those words (catalog/said.server.ts). */
	text_hash: string;
	/** The language that is heard. */
	voice: 'ur' | 'en' | 'skr' | 'pa' | 'sd' | 'ps';
	type: 'audio/webm' | 'audio/ogg';
	/** Bytes. */
	size: number;
	ms: number;
	/** Staff id. */
	recorded_by: string;
	organisation_id: string;
	at: number;
	published_at: Generated<number | null>;
	published_by: Generated<string | null>;
	/** Taken back, or followed by a newer one of the same organisation. */
	retired_at: Generated<number | null>;
	retired_by: Generated<string | null>;
}

export interface RecordingBytesRow {
	recording_id: string;
	bytes: Uint8Array;
}

export interface EditionRow {
	edition: string;
	course: string;
	lang: string;
	version: string;
	published_at: number;
	current: number;
	manifest: string;
}

export interface EditionPartRow {
	edition: string;
	path: string;
	sha256: string;
	headers: string;
}

export interface PartRow {
	sha256: string;
	type: string;
	size: number;
	raw: Uint8Array;
	br: Generated<Uint8Array | null>;
	gz: Generated<Uint8Array | null>;
}

export interface CourseVersionRow {
	course: string;
	version: string;
	/** The course as parsed (JSON): letters of options keep their meaning when the parser changes. */
	body: string;
	published_at: number;
}

/** Sums over first tries, of one item in one version (assessment/item-figures.ts). */
export interface ItemFigureRow {
	course: string;
	version: string;
	item: string;
	tries: number;
	right_tries: number;
	rest_sum: number;
	rest_squares: number;
	right_rest_sum: number;
	/** JSON: how often each answer was given. */
	choices: string;
}

export interface ProgrammeRow {
	organisation_id: string;
	programme_id: string;
	name: string;
	created_at: number;
	archived_at: Generated<number | null>;
}

export interface OrganisationFileRow {
	organisation_id: string;
	file_id: string;
	kind: string;
	type: string;
	bytes: Uint8Array;
	created_at: number;
}

export interface StaffPlaceRow {
	staff_id: string;
	organisation_id: string;
}

export interface StaffLinkRow {
	token_hash: string;
	purpose: 'invite' | 'reset';
	organisation_id: string;
	link_id: string;
	role: Generated<string | null>;
	cohort_id: Generated<string | null>;
	staff_id: Generated<string | null>;
	label: string;
	made_by: string;
	created_at: number;
	expires_at: number;
	used_at: Generated<number | null>;
	revoked_at: Generated<number | null>;
}

export interface StaffFactorRow {
	staff_id: string;
	secret: string;
	created_at: number;
	confirmed_at: Generated<number | null>;
	last_step: Generated<number>;
}

export interface StaffRecoveryRow {
	code_hash: string;
	staff_id: string;
	created_at: number;
	used_at: Generated<number | null>;
}

export interface CohortStaffRow {
	organisation_id: string;
	cohort_id: string;
	staff_id: string;
	role: 'trainer' | 'co_trainer';
	since: number;
	ended_at: Generated<number | null>;
}

export interface CohortTemplateRow {
	organisation_id: string;
	template_id: string;
	name: string;
	plan: string;
	created_at: number;
	archived_at: Generated<number | null>;
}

export interface CohortMemberRow {
	organisation_id: string;
	cohort_id: string;
	learner_id: string;
	state: 'asked' | 'queued' | 'active' | 'left' | 'moved' | 'refused';
	since: number;
}

export interface EnrolmentChangeRow {
	learner_id: string;
	change_id: string;
	organisation_id: string;
	cohort_id: string;
	at: number;
	state: string;
	reason: string;
	by_person: string;
}

export interface MeetingRow {
	organisation_id: string;
	cohort_id: string;
	meeting_id: string;
	number: number;
	held_on: string;
	course: string;
	lesson: string;
	note: Generated<string>;
	created_at: number;
	cancelled_at: Generated<number | null>;
}

export interface AttendanceRow {
	learner_id: string;
	organisation_id: string;
	cohort_id: string;
	meeting_id: string;
	state: 'here' | 'away' | 'excused';
	at: number;
	by_person: string;
	event_id: string;
}

/** How her business does so many months after she was enrolled: the newest answer of each. */
export interface FollowUpRow {
	learner_id: string;
	month: number;
	/** JSON; `{}` says that she wants not to be asked. */
	answers: string;
	at: number;
	/** `self`, or who wrote down what she said. */
	by_person: string;
	event_id: string;
}

export interface ImportDraftRow {
	organisation_id: string;
	draft_id: string;
	cohort_id: string;
	by_person: string;
	created_at: number;
	file_name: string;
	body: string;
}

export interface ImportMappingRow {
	organisation_id: string;
	fingerprint: string;
	mapping: string;
	at: number;
}

export interface ImportRunRow {
	organisation_id: string;
	import_id: string;
	cohort_id: string;
	by_person: string;
	at: number;
	file_name: string;
	rows_made: number;
	learners: string;
	undone_at: Generated<number | null>;
}

export interface LearnerMergeRow {
	learner_id: string;
	merge_id: string;
	gone_id: string;
	organisation_id: string;
	at: number;
	by_person: string;
	body: string;
	undone_at: Generated<number | null>;
}

export interface LearnerDetailRow {
	learner_id: string;
	organisation_id: string;
	body: string;
	at: number;
	by_person: string;
}

export interface ContactPreferenceRow {
	learner_id: string;
	organisation_id: string;
	whose: string;
	hours: string;
	ways: string;
	at: number;
	by_person: string;
}

export interface MessageTemplateRow {
	organisation_id: string;
	template_id: string;
	name: string;
	/** In the country's own language; the column has the name of the first one. */
	ur: string;
	en: string;
	at: number;
	archived_at: Generated<number | null>;
}

export interface MessageOpenedRow {
	learner_id: string;
	opened_id: string;
	organisation_id: string;
	cohort_id: string;
	template: string;
	way: string;
	at: number;
	by_person: string;
}

export interface StaffNoteRow {
	learner_id: string;
	note_id: string;
	organisation_id: string;
	cohort_id: string;
	body: string;
	at: number;
	by_person: string;
	removed_at: Generated<number | null>;
}

export interface HelpRequestRow {
	learner_id: string;
	event_id: string;
	course: string;
	lesson: string;
	at: number;
	answered_at: Generated<number | null>;
	answered_by: Generated<string | null>;
}

export interface GrantedTryRow {
	learner_id: string;
	course: string;
	event_id: string;
	at: number;
	by_person: string;
}

export interface LateDecisionRow {
	learner_id: string;
	of_event: string;
	accepted: number;
	at: number;
	by_person: string;
	event_id: string;
}

export interface AnnouncementRow {
	organisation_id: string;
	announcement_id: string;
	cohort_id: string;
	/** In the country's own language; the column has the name of the first one. */
	ur: string;
	en: string;
	at: number;
	expires_at: number;
	by_person: string;
	withdrawn_at: Generated<number | null>;
}

export interface AnnouncementReadRow {
	learner_id: string;
	organisation_id: string;
	announcement_id: string;
	at: number;
}

export interface PhoneStateRow {
	learner_id: string;
	device: string;
	waiting: number;
	no_room: number;
	at: number;
}

export interface SafeguardingReportRow {
	organisation_id: string;
	report_id: string;
	learner_id: string;
	at: number;
	due_at: number;
	body: string;
	state: 'new' | 'taken' | 'closed';
	taken_by: Generated<string | null>;
	taken_at: Generated<number | null>;
	closed_at: Generated<number | null>;
	outcome: Generated<string | null>;
}

export interface SafeguardingNoteRow {
	organisation_id: string;
	report_id: string;
	note_id: string;
	body: string;
	at: number;
	by_person: string;
}

export interface SavedViewRow {
	organisation_id: string;
	staff_id: string;
	view_id: string;
	cohort_id: string;
	name: string;
	query: string;
	created_at: number;
}

/** What a trainer did offline and may not do any more when it came; `body` is emptied once it is decided. */
export interface HeldStaffActRow {
	organisation_id: string;
	staff_id: string;
	act_id: string;
	cohort_id: string;
	learner_id: string;
	kind: string;
	/** When it was done, by the server's clock. */
	at: number;
	received_at: number;
	reason: 'role_ended' | 'class_archived' | 'learner_left';
	body: string;
	body_hash: string;
	accepted: Generated<number | null>;
	decided_by: Generated<string | null>;
	decided_at: Generated<number | null>;
}

/** A site that accepts a badge of ours. Its id is a word of its own in addresses; it never changes. */
export interface PartnerRow {
	partner_id: string;
	name: string;
	/** Id of the badge that it accepts. */
	badge: string;
	/** JSON: origins that she may be sent back to. */
	origins: string;
	/** JSON: what it may ask (partners/partner.ts). */
	scopes: string;
	created_at: number;
	stopped_at: Generated<number | null>;
}

export interface PartnerKeyRow {
	key_hash: string;
	/** Part of the key itself: names it in lists and limits. */
	key_id: string;
	partner_id: string;
	/** Calls in a minute. */
	per_minute: number;
	created_at: number;
	ends_at: Generated<number | null>;
	last_used_at: Generated<number | null>;
}

/** A computer of the partner's waits while she answers on her phone. */
export interface PartnerRequestRow {
	request_hash: string;
	partner_id: string;
	created_at: number;
	expires_at: number;
	answer: Generated<'allowed' | 'declined' | null>;
}

/** One row for each time she allowed it. */
export interface PartnerConsentRow {
	learner_id: string;
	consent_id: string;
	partner_id: string;
	award_id: string;
	/** Her phone number may be told. */
	contact: number;
	text_version: string;
	at: number;
	redeemed_at: Generated<number | null>;
	withdrawn_at: Generated<number | null>;
}

/** What a partner's server redeems, once; found by what it was handed, or by its request. */
export interface PartnerClaimRow {
	claim_hash: string;
	learner_id: string;
	consent_id: string;
	partner_id: string;
	/** Base64url SHA-256 of what the partner keeps for itself; none where a computer of the partner's waits. */
	challenge: string | null;
	expires_at: number;
	redeemed_at: Generated<number | null>;
}

/** Who stands behind the id that one partner knows her by. */
export interface PartnerSellerRow {
	seller_ref: string;
	learner_id: string;
	partner_id: string;
}

/** Whose facts are to be folded anew, and since when by the database's clock. */
export interface ReportDirtyRow {
	learner_id: string;
	since: number;
}

/** The groups in which a learner is counted in one organisation's reports. */
export interface ReportPersonRow {
	learner_id: string;
	organisation_id: string;
	gender: string;
	district: string;
	age: string;
	disability: string;
	business: string;
	language: string;
	/** When the calendar alone makes another fact of hers, UTC ms. */
	due_at: number | null;
	folded_at: number;
}

/** One milestone of one learner in one quarter (lib/reports/indicators.ts, `Fact`). */
export interface ReportFactRow {
	learner_id: string;
	organisation_id: string;
	indicator: string;
	part: string;
	period: string;
	at: number;
	value: number | null;
	band: string;
	cohort_id: string;
	programme_id: string;
}

/** K5. What somebody who was erased had done in quarters that were over; names nobody. */
export interface ReportContributionRow {
	organisation_id: string;
	contribution_id: string;
	/** JSON: `Groups`. */
	groups: string;
	/** JSON: `Fact`s, their times cut to their quarter. */
	facts: string;
}

export interface Schema {
	setting: SettingRow;
	job: JobRow;
	rate_limit: RateLimitRow;
	learner_head: LearnerHeadRow;
	learner: LearnerRow;
	learner_code: LearnerCodeRow;
	recovery_token: RecoveryTokenRow;
	join_key: JoinKeyRow;
	known_device: KnownDeviceRow;
	secret_failure: SecretFailureRow;
	session: SessionRow;
	upload_token: UploadTokenRow;
	reader_token: ReaderTokenRow;
	profile_claim: ProfileClaimRow;
	consent: ConsentRow;
	about_me: AboutMeRow;
	staff: StaffRow;
	staff_role: StaffRoleRow;
	setup_link: SetupLinkRow;
	organisation: OrganisationRow;
	cohort: CohortRow;
	join_code: JoinCodeRow;
	enrolment: EnrolmentRow;
	audit: AuditRow;
	event: EventRow;
	rejected_event: RejectedEventRow;
	lesson_progress: LessonProgressRow;
	item_tries: ItemTriesRow;
	device_head: DeviceHeadRow;
	draft_part: DraftPartRow;
	attempt: AttemptRow;
	practical: PracticalRow;
	prepost: PrepostRow;
	award: AwardRow;
	award_lookup: AwardLookupRow;
	award_history: AwardHistoryRow;
	credential: CredentialRow;
	status_list: StatusListRow;
	status_entry: StatusEntryRow;
	seller: SellerRow;
	outbox: OutboxRow;
	webhook_endpoint: WebhookEndpointRow;
	webhook_secret: WebhookSecretRow;
	seller_decision: SellerDecisionRow;
	vendure_seller: VendureSellerRow;
	push_phone: PushPhoneRow;
	seller_sms: SellerSmsRow;
	shop: ShopRow;
	shop_answer: ShopAnswerRow;
	shop_handle: ShopHandleRow;
	product: ProductRow;
	product_photo: ProductPhotoRow;
	shop_order: ShopOrderRow;
	shop_order_history: ShopOrderHistoryRow;
	shop_order_secret: ShopOrderSecretRow;
	shop_enquiry: ShopEnquiryRow;
	shop_report: ShopReportRow;
	shop_block: ShopBlockRow;
	shop_review: ShopReviewRow;
	shop_order_word: ShopOrderWordRow;
	shop_unanswered: ShopUnansweredRow;
	blob: BlobRow;
	recording: RecordingRow;
	recording_bytes: RecordingBytesRow;
	edition: EditionRow;
	edition_part: EditionPartRow;
	part: PartRow;
	course_version: CourseVersionRow;
	item_figure: ItemFigureRow;
	programme: ProgrammeRow;
	organisation_file: OrganisationFileRow;
	staff_place: StaffPlaceRow;
	staff_link: StaffLinkRow;
	staff_factor: StaffFactorRow;
	staff_recovery: StaffRecoveryRow;
	cohort_staff: CohortStaffRow;
	cohort_template: CohortTemplateRow;
	cohort_member: CohortMemberRow;
	enrolment_change: EnrolmentChangeRow;
	meeting: MeetingRow;
	attendance: AttendanceRow;
	follow_up: FollowUpRow;
	import_draft: ImportDraftRow;
	import_mapping: ImportMappingRow;
	import_run: ImportRunRow;
	learner_merge: LearnerMergeRow;
	learner_detail: LearnerDetailRow;
	contact_preference: ContactPreferenceRow;
	message_template: MessageTemplateRow;
	message_opened: MessageOpenedRow;
	staff_note: StaffNoteRow;
	help_request: HelpRequestRow;
	granted_try: GrantedTryRow;
	late_decision: LateDecisionRow;
	announcement: AnnouncementRow;
	announcement_read: AnnouncementReadRow;
	phone_state: PhoneStateRow;
	safeguarding_report: SafeguardingReportRow;
	safeguarding_note: SafeguardingNoteRow;
	saved_view: SavedViewRow;
	held_staff_act: HeldStaffActRow;
	partner: PartnerRow;
	partner_key: PartnerKeyRow;
	partner_request: PartnerRequestRow;
	partner_consent: PartnerConsentRow;
	partner_claim: PartnerClaimRow;
	partner_seller: PartnerSellerRow;
	report_dirty: ReportDirtyRow;
	report_person: ReportPersonRow;
	report_fact: ReportFactRow;
	report_contribution: ReportContributionRow;
	audit_seal: AuditSealRow;
	report_edition: ReportEditionRow;
	report_table: ReportTableRow;
	report_counted: ReportCountedRow;
	report_snapshot: ReportSnapshotRow;
	report_target: ReportTargetRow;
	report_key: ReportKeyRow;
}
