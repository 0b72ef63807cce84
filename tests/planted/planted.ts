/**
 * Defects that the tests must catch, each a small patch in this folder (`<name>.patch`), and imports that the walls must
 * catch. `npm run test:planted` plants one at a time in a copy of the working tree.
 */
export interface Defect {
	/** Of the patch file, without its ending. */
	name: string;
	/** Rule of docs/architecture.md that the patch breaks. */
	rule: string;
	/** npm script that runs the test. */
	script: 'test:unit' | 'test:contract' | 'test:simulation';
	file: string;
	/** Title of the test that has to fail; on every engine where it runs, or on the one that the patch breaks. */
	test: string;
	engine?: 'sqlite' | 'postgres';
	/** What its failure must say: it fails for this defect, not for another reason. */
	says: RegExp;
}

/** The simulation, of which the first hundred histories are enough for these. */
const simulated = (name: string, rule: string, says: RegExp): Defect => ({
	name,
	rule,
	script: 'test:simulation',
	file: 'tests/sync/simulation.test.ts',
	test: 'histories 1 to 100 keep every promise',
	says
});

export const defects: readonly Defect[] = [
	{
		name: 'ack-before-commit',
		rule: 'S4',
		script: 'test:contract',
		file: 'src/lib/sync/commit.contract.test.ts',
		test: 'S4 a commit that fails is no acceptance',
		says: /accepted.* to be 'disk full'/
	},
	{
		name: 'ack-without-waiting',
		rule: 'S4',
		script: 'test:contract',
		file: 'src/lib/sync/commit.contract.test.ts',
		test: 'S4 the answer leaves after the commit, however long that takes',
		says: /\[ 'answer' \] to deeply equal \[ 'commit', 'answer' \]/
	},
	{
		name: 'synchronous-normal',
		rule: 'S4',
		script: 'test:contract',
		file: 'src/lib/platform/durability.contract.test.ts',
		test: 'S4 every connection waits for the disk: synchronous=FULL, also on a file that was closed and opened again',
		says: /\[ 2, 1, 1 \] to deeply equal \[ 2, 2, 2 \]/
	},
	{
		name: 'queue-cleared-early',
		rule: 'S6',
		script: 'test:unit',
		file: 'src/lib/offline/outbox.test.ts',
		test: 'S6 an answer that names some clears those; the others are sent again',
		says: /to deeply equal \[ \[ 1, 2, 3 \], \[ 2, 3 \], \[ 3 \] \]/
	},
	{
		name: 'session-not-hashed',
		rule: 'K4',
		script: 'test:contract',
		file: 'src/lib/accounts/session.contract.test.ts',
		test: 'K4 the cookie is HttpOnly, Secure, SameSite and its id is stored only as a hash',
		says: /session_hash.* not to contain/
	},
	{
		name: 'global-cursor',
		rule: 'S9',
		script: 'test:contract',
		file: 'src/lib/sync/ingest.contract.test.ts',
		test: 'S9 positions count 1, 2, 3 … per learner, not for all',
		says: /to deeply equal \[ 1, 2, 3 \]/
	},
	{
		name: 'uniqueness-dropped',
		rule: 'S5',
		script: 'test:contract',
		file: 'src/lib/sync/ingest.contract.test.ts',
		test: 'S5 same id, same body: known, and counted once',
		says: /to deeply equal \[ 'known', 'known' \]/
	},
	{
		name: 'news-by-upload-token',
		rule: 'K8',
		script: 'test:contract',
		file: 'src/lib/sync/sync-phone.contract.test.ts',
		test: 'K8 the upload token adds and reads what became of it; news is for a reader',
		says: /to not have property "news"/
	},
	{
		name: 'other-profile-writes',
		rule: 'K8',
		script: 'test:contract',
		file: 'src/lib/accounts/open-on-phone.contract.test.ts',
		test: "K8 with another's tile open she is nobody for reading, and nothing is written",
		says: /to be 'other_profile'/
	},
	{
		name: 'fold-depends-on-order',
		rule: 'P2',
		script: 'test:unit',
		file: 'src/lib/progress/fold.test.ts',
		test: 'P2 order and repetition change nothing',
		says: /Property failed after/
	},
	{
		name: 'key-sent-to-the-phone',
		rule: 'C6',
		script: 'test:contract',
		file: 'src/lib/assessment/open-check.contract.test.ts',
		test: 'C6 no key, reason, lesson or level of an item leaves the server',
		says: /not to match .*SECRET/
	},
	{
		name: 'part-not-verified',
		rule: 'C2',
		script: 'test:unit',
		file: 'src/lib/offline/downloads.test.ts',
		test: 'C2 a part that stays wrong is named, and the course is not called whole',
		says: /\{ ok: true \} to deeply equal \{ ok: false, why: 'part'/
	},
	{
		name: 'resume-fetches-all',
		rule: 'C2',
		script: 'test:unit',
		file: 'src/lib/offline/downloads.test.ts',
		test: 'C2 goes on with what is missing: no part travels twice',
		says: /to have a length of 5 but got 10/
	},
	{
		name: 'queue-dropped-on-removal',
		rule: 'S8',
		script: 'test:unit',
		file: 'src/lib/offline/open-tile.test.ts',
		test: 'S8 taking one tile off the phone leaves the queue of the other',
		says: /expected \[\] to deeply equal \[ \[ 'p2', 1 \] \]/
	},
	{
		name: 'name-in-the-clear',
		rule: 'K3',
		script: 'test:unit',
		file: 'src/lib/offline/open-tile.test.ts',
		test: 'K3 a tile says nothing of whose it is: no name, no letter, no learner',
		says: /not to contain 'شبانہ'/
	},
	{
		name: 'course-remembered-without-registers',
		rule: 'C1',
		script: 'test:unit',
		file: 'src/lib/catalog/remember-course.test.ts',
		test: 'a change is seen: a value of the register',
		says: /not to be 'from memory'/
	},
	{
		name: 'boxes-in-an-event',
		rule: 'K9',
		script: 'test:unit',
		file: 'src/islands/situation.island.test.ts',
		test: 'K9 an answer is one sealed draft, and no event: nothing is asked for and nothing waits to be sent',
		says: /to deeply equal \[\]/
	},
	{
		name: 'boxes-of-every-profile',
		rule: 'K9',
		script: 'test:unit',
		file: 'src/lib/offline/drafts.test.ts',
		test: 'K9 the same where nothing can be sealed',
		says: /to match object/
	},
	{
		name: 'key-published-with-the-check',
		rule: 'C6',
		script: 'test:contract',
		file: 'src/lib/assessment/open-check.contract.test.ts',
		test: 'C6 no key, reason, lesson or level of an item is published with the check',
		says: /not to match .*SECRET/
	},
	{
		name: 'phone-draws-another-form',
		rule: 'A1',
		script: 'test:unit',
		file: 'src/lib/assessment/assessment.test.ts',
		test: 'A1 the phone draws the form that the server will mark',
		says: /Property failed after/
	},
	simulated('rejected-dropped', 'S3', /S3, S6 an event was dropped/),
	simulated('body-not-compared', 'S5', /S5 a forged event was known/),
	simulated('queue-cleared-before-the-answer', 'S6', /S6 an event left the queue and no answer had named it/),
	simulated('queue-cleared-by-position', 'S6', /S3 accepted: lesson/),
	simulated('clock-trusted', 'S7', /S7 \d+ s from the truth/),
	simulated('epoch-ignored', 'S9', /P2 phone \d and the server make another progress/),
	simulated('receipt-beyond-a-gap', 'S10', /S10 a receipt claims [\d,]+ of/),
	simulated('page-of-another-tile', 'K8', /K8 written for another tile/),
	simulated('projected-by-the-phones-clock', 'P2', /P2 phone \d and the server make another progress/),
	{
		name: 'projected-to-the-first-alone',
		rule: 'P3',
		script: 'test:unit',
		file: 'src/lib/sync/project.test.ts',
		test: 'what several want comes one event at a time, through all of them before the next',
		says: /\[ …\(3\) \] to deeply equal \[ 'progress: card0', …\(9\) \]/
	},
	{
		name: 'backup-without-wal',
		rule: 'S9',
		script: 'test:contract',
		file: 'src/lib/restore.contract.test.ts',
		test: 'S9 a backup made under load is a prefix of what was acknowledged; the rest comes back from the phones',
		engine: 'sqlite',
		says: /expected \d+ to be (?:greater than or equal to )?\d+/
	},
	{
		name: 'epoch-kept-on-restore',
		rule: 'S9',
		script: 'test:contract',
		file: 'src/lib/restore.contract.test.ts',
		test: 'S9 each restore begins an epoch of its own, also the same backup twice; what stood there is kept',
		engine: 'sqlite',
		says: /expected 1 to be 3/
	},
	{
		name: 'status-list-kept-on-restore',
		rule: 'S9',
		script: 'test:contract',
		file: 'src/lib/restore.contract.test.ts',
		test: 'S9, B4 after a restore new badges stand in a new list, and each that was signed before is still answered',
		says: /expected .*status\/.* not to be/
	},
	{
		name: 'deletion-list-not-replayed',
		rule: 'K5',
		script: 'test:contract',
		file: 'src/lib/restore.contract.test.ts',
		test: 'K5 who was erased after the backup does not come back with it',
		engine: 'sqlite',
		says: /expected \+?0 to be 1/
	},
	{
		name: 'deletion-written-after',
		rule: 'K5',
		script: 'test:contract',
		file: 'src/lib/accounts/erase-learner.contract.test.ts',
		test: 'K5 the list is on the disk before the first row goes',
		says: /to include 'gone-2'/
	},
	{
		name: 'first-miss-forgiven',
		rule: 'P2',
		script: 'test:unit',
		file: 'src/lib/assessment/play.test.ts',
		test: 'a wrong answer is missed once, however often, and asks again',
		says: /to match object \{ at: 't1-p2', missed: \[ 't1-p2' \] \}/
	},
	{
		name: 'double-tap-counted',
		rule: 'P1',
		script: 'test:unit',
		file: 'src/lib/assessment/play.test.ts',
		test: 'a second tap on what was answered is no second answer, and costs nothing twice',
		says: /expected \+?0 to be 1/
	},
	{
		name: 'claim-redeemed-twice',
		rule: 'Partners',
		script: 'test:contract',
		file: 'src/lib/partners/claim.contract.test.ts',
		test: 'of redemptions at once exactly one is told, however many there are',
		// Which round it shows in is chance.
		says: /\[ 'ok', 'ok'[^\]]*\] to deeply equal \[ 'ok', 'redeemed'/
	},
	{
		name: 'claim-of-another-partner',
		rule: 'Partners',
		script: 'test:contract',
		file: 'src/lib/partners/claim.contract.test.ts',
		test: 'altered, foreign and invented claims are unknown; the wrong verifier is refused and uses nothing up',
		says: /expected 'ok' to be 'unknown_claim'/
	},
	{
		name: 'retried-under-a-fresh-id',
		rule: 'M4',
		script: 'test:contract',
		file: 'src/lib/selling/webhooks/webhooks.contract.test.ts',
		test: '500, silence, a broken line: tried again with the same id, in order, taken in once',
		says: /expected 8 to be 1/
	},
	{
		name: 'order-of-a-seller-lost',
		rule: 'M4',
		script: 'test:contract',
		file: 'src/lib/selling/webhooks/webhooks.contract.test.ts',
		test: 'a crash after sending and before noting it: sent again with the same id, and only then what follows',
		says: /to have a length of 1 but got 2/
	},
	{
		name: 'name-looked-up-twice',
		rule: 'M4',
		script: 'test:unit',
		file: 'src/lib/platform/outbound/outbound.test.ts',
		test: 'DNS rebinding: a name is looked up once, and the connection goes to what was checked',
		says: /to deeply equal \[ false, 1, 1 \]/
	},
	{
		name: 'private-beside-public',
		rule: 'M4',
		script: 'test:unit',
		file: 'src/lib/platform/outbound/outbound.test.ts',
		test: '10.0.0.1 is refused, also beside a public one',
		says: /to match object \{ refusal: \{ tag: 'private' \} \}/
	},
	{
		name: 'redirect-followed',
		rule: 'M4',
		script: 'test:unit',
		file: 'src/lib/platform/outbound/outbound.test.ts',
		test: 'a redirect is an answer, not a way',
		says: /to deeply equal \{ ok: true, value: \{ status: 307 \} \}/
	},
	{
		name: 'revoked-badge-verifies',
		rule: 'B4',
		script: 'test:contract',
		file: 'src/lib/badges/verify-badge.contract.test.ts',
		test: 'B4 revoked, suspended and given again show at once; a suspension is told apart in the list beside',
		says: /revoke: expected .*'valid'/
	},
	{
		name: 'suspended-badge-verifies',
		rule: 'B4',
		script: 'test:contract',
		file: 'src/lib/badges/verify-badge.contract.test.ts',
		test: 'B4 revoked, suspended and given again show at once; a suspension is told apart in the list beside',
		says: /suspend: expected .*'valid'/
	},
	{
		name: 'suspension-not-listed',
		rule: 'B4',
		script: 'test:contract',
		file: 'src/lib/badges/verify-badge.contract.test.ts',
		test: 'B4 revoked, suspended and given again show at once; a suspension is told apart in the list beside',
		says: /suspend: expected \[ false, true \] to deeply equal \[ true, true \]/
	},
	{
		name: 'status-list-served-stale',
		rule: 'B4',
		script: 'test:contract',
		file: 'src/lib/badges/verify-badge.contract.test.ts',
		test: 'B4 revoked, suspended and given again show at once; a suspension is told apart in the list beside',
		says: /reinstate: expected \[ true, true \] to deeply equal \[ false, false \]/
	},
	{
		name: 'shop-of-the-suspended-shown',
		rule: 'M5',
		script: 'test:contract',
		file: 'src/lib/selling/shop.contract.test.ts',
		test: 'M5 suspended: strangers find nothing',
		says: /to be undefined/
	},
	{
		name: 'delivered-from-new',
		rule: 'M12',
		script: 'test:unit',
		file: 'src/lib/selling/decide-order.test.ts',
		test: 'seller: deliver',
		says: /to deeply equal \[ '✗ not-confirmed'/
	},
	{
		name: 'arrived-from-new',
		rule: 'M12',
		script: 'test:unit',
		file: 'src/lib/selling/decide-order.test.ts',
		test: 'buyer: deliver',
		says: /\[ 'delivered', 'delivered', …\(4\) \] to deeply equal/
	},
	{
		name: 'waiting-begins-anew',
		rule: 'M6',
		script: 'test:contract',
		file: 'src/lib/selling/answer.contract.test.ts',
		test: 'a new order waits from the start until she confirms; a question beside it stays open',
		says: /expected false to be true/
	},
	{
		name: 'question-answered-by-confirming',
		rule: 'M6',
		script: 'test:contract',
		file: 'src/lib/selling/answer.contract.test.ts',
		test: 'a new order waits from the start until she confirms; a question beside it stays open',
		says: /to match object \{ waitsSince: \d+/
	},
	{
		name: 'last-piece-sold-twice',
		rule: 'M6',
		script: 'test:contract',
		file: 'src/lib/selling/order.contract.test.ts',
		test: 'M6 of two confirmations of the last piece at once, one wins',
		says: /to have a length of 1 but got 2/
	},
	{
		name: 'stock-taken-twice',
		rule: 'M6',
		script: 'test:contract',
		file: 'src/lib/selling/order.contract.test.ts',
		test: 'a double tap moves stock once and leaves one line of history',
		says: /expected 1 to be 2/
	},
	{
		name: 'review-by-the-sellers-word',
		rule: 'M12',
		script: 'test:contract',
		file: 'src/lib/selling/review.contract.test.ts',
		test: 'only after the word of the buyer, not after that of the seller',
		says: /to match object \{ refusal: \{ door: 'not-confirmed' \} \}/
	},
	{
		name: 'blocked-by-the-first-number-alone',
		rule: 'M10',
		script: 'test:contract',
		file: 'src/lib/selling/block.contract.test.ts',
		test: 'orders no more, by neither number, in this shop alone',
		says: /to match object \{ refusal: \{ tag: 'blocked' \} \}/
	},
	{
		name: 'vendure-account-not-held',
		rule: 'M3',
		script: 'test:contract',
		file: 'src/lib/selling/connectors/vendure/vendure.contract.test.ts',
		test: 'three workers at once, after one that left off when the channel was made',
		says: /expected \{ channels: 1, sellers: [123], …\(3\) \} to deeply equal \{ channels: 1, sellers: 1,/
	},
	{
		name: 'notice-with-content',
		rule: 'M6',
		script: 'test:unit',
		file: 'src/lib/platform/push/push.test.ts',
		test: 'what is sent has no body at all; each answer means something',
		says: /to be ''/
	},
	{
		name: 'sms-names-the-shop',
		rule: 'T6',
		script: 'test:contract',
		file: 'src/lib/selling/notices/notices.contract.test.ts',
		test: 'one sentence that names nothing, to the number of the shop, once in six hours',
		says: /\[ \{ to: '\+923001112223', …\(1\) \} \] to deeply equal/
	},
	{
		name: 'hidden-number-shown',
		rule: 'M8',
		script: 'test:contract',
		file: 'src/lib/selling/shop.contract.test.ts',
		test: 'M8 her number is hidden unless she shows it',
		says: /to be null/
	},
	{
		name: 'letters-of-other-scripts',
		rule: 'M8',
		script: 'test:unit',
		file: 'src/lib/selling/decide-handle.test.ts',
		test: 'shab\u0430na → letters',
		says: /expected null to be 'letters'/
	},
	{
		name: 'look-alike-handle',
		rule: 'M8',
		script: 'test:contract',
		file: 'src/lib/selling/shop.contract.test.ts',
		test: 'two at once want one address: one gets it, a look-alike does not',
		says: /to have a length of 1 but got 2/
	},
	{
		name: 'rounding-switched-off',
		rule: 'R3',
		script: 'test:unit',
		file: 'src/lib/reports/protection/protection.test.ts',
		test: 'cannot know a hidden cell to fewer whole numbers than the threshold',
		says: /hidden cells are known too well, counts being known to ±0/
	},
	{
		name: 'complement-published',
		rule: 'R3',
		script: 'test:unit',
		file: 'src/lib/reports/protection/protection.test.ts',
		test: 'cannot know a hidden cell to fewer whole numbers than the threshold',
		says: /hidden cells are known too well, counts being known to ±4/
	},
	{
		name: 'one-gender-rounded-by-two-names',
		rule: 'R3',
		script: 'test:unit',
		file: 'src/lib/reports/protection/protection.test.ts',
		test: 'of one gender alone bears one number, whether she or everybody is asked for',
		says: /to deeply equal \[\]/
	},
	{
		name: 'nobody-left-out',
		rule: 'R3',
		script: 'test:contract',
		file: 'src/lib/reports/edition.contract.test.ts',
		test: 'R3 what nobody did, one did and nine did is the same to read, in every table',
		says: /to be greater than 10|to deeply equal/
	},
	{
		name: 'snapshot-not-held-against-its-hash',
		rule: 'R5',
		script: 'test:contract',
		file: 'src/lib/reports/snapshot.contract.test.ts',
		test: 'R5 one that was changed in the database says so',
		says: /expected true to be false/
	},
	{
		name: 'trouble-in-the-quarter-that-runs',
		rule: 'T7',
		script: 'test:contract',
		file: 'src/lib/reports/snapshot.contract.test.ts',
		test: 'R3 the quarter that runs and the names are for the administrator, and each look is written down',
		says: /to not include .troubled./
	},
	{
		name: 'look-at-names-unwritten',
		rule: 'K6',
		script: 'test:contract',
		file: 'src/lib/reports/snapshot.contract.test.ts',
		test: 'R3 the quarter that runs and the names are for the administrator, and each look is written down',
		says: /to include 'report\.names_opened'/
	},
	{
		name: 'report-key-of-any-scope',
		rule: 'R6',
		script: 'test:contract',
		file: 'src/lib/reports/snapshot.contract.test.ts',
		test: 'a key opens what its scopes say, until it is ended; one answer for all that opens nothing',
		says: /\{ ok: true, …\(1\) \} to deeply equal \{ ok: false, refusal: \{ …\(2\) \} \}/
	},
	{
		name: 'audit-unsealed',
		rule: 'K6',
		script: 'test:contract',
		file: 'src/lib/reports/snapshot.contract.test.ts',
		test: 'K6 it carries the head of the audit, by which a change of what was before it is found',
		says: /expected 0 to be greater than 0/
	}
];

/** A file that breaks a wall of .dependency-cruiser.cjs, and the rule that must name it. */
export interface Violation {
	file: string;
	source: string;
	/** Of the rule in .dependency-cruiser.cjs. */
	rule: string;
}

export const violations: readonly Violation[] = [
	{
		file: 'src/lib/badges/planted.server.ts',
		source: "export { readSeller } from '#lib/selling/index.server.ts';",
		rule: 'badges-imports-only-what-it-may'
	},
	{
		file: 'src/islands/planted.island.ts',
		source: "export { openSqlite } from '#lib/platform/db.server.ts';",
		rule: 'phone-never-imports-server'
	},
	{
		file: 'src/routes/planted/+server.ts',
		source: "export { setStanding as GET } from '#lib/badges/status-list.server.ts';",
		rule: 'badges-is-entered-by-its-face'
	},
	{
		file: 'src/lib/ui/planted.ts',
		source: "export { csr } from '../../routes/+layout.ts';",
		rule: 'lib-never-imports-routes'
	}
];
