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
	/** Title of the test that has to fail; on every engine where it runs. */
	test: string;
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
		says: /expected \d+ to be (?:greater than or equal to )?\d+/
	},
	{
		name: 'epoch-kept-on-restore',
		rule: 'S9',
		script: 'test:contract',
		file: 'src/lib/restore.contract.test.ts',
		test: 'S9 each restore begins an epoch of its own, also the same backup twice; what stood there is kept',
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
		says: /\[ 'ok', 'ok' \] to deeply equal \[ 'ok', 'redeemed' \]/
	},
	{
		name: 'claim-of-another-partner',
		rule: 'Partners',
		script: 'test:contract',
		file: 'src/lib/partners/claim.contract.test.ts',
		test: 'altered, foreign and invented claims are unknown; the wrong verifier is refused and uses nothing up',
		says: /expected 'ok' to be 'unknown_claim'/
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
