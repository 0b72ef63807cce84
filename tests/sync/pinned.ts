/** First seed of the 10,000 histories that `npm test` runs. */
export const BASE = 20_261_126;
export const HISTORIES = 10_000;

/** Seeds that once showed a defect, with what it was. They run first. */
export const pinned: readonly (readonly [seed: number, was: string])[] = [
	[
		20_270_960,
		'S9 a token of her other profile sent what a restored server did not know to be hers, in the clear'
	]
];

/** What has to have happened, each 500 times, or the histories have not been where promises break. */
export const required: readonly string[] = [
	'fault: request lost',
	'fault: request late',
	'fault: request doubled',
	'fault: events out of order',
	'fault: answer lost after the commit',
	'fault: server ends before the commit',
	'fault: server down',
	'fault: another page in place of the answer',
	'fault: token refused (401)',
	'fault: tokens taken back',
	'fault: reader refused',
	'fault: too large (413)',
	'fault: no signal',
	'fault: clock set',
	'fault: ends before a transaction',
	'fault: ends inside a transaction',
	'fault: ends after a transaction, unheard',
	'fault: ends before a request leaves',
	'fault: ends before the answer comes',
	'fault: storage erased',
	'fault: storage and cookies erased',
	'fault: handover lost',
	'fault: two tabs at once',
	'fault: restored from backup',
	'fault: server upgraded in between',
	'fault: field of a newer app',
	'fault: event in the clear',
	'step: "yes, mine"',
	'step: "no, not mine"',
	'step: opened on a phone',
	'step: second phone of one learner',
	'step: second profile of one learner',
	'step: work closed',
	'step: tile opened',
	'step: wrong secret',
	'step: tile taken off',
	'step: backup',
	'outcome: accepted',
	'outcome: known',
	'outcome: known after a lost answer',
	'outcome: deferred',
	'outcome: counted after the upgrade',
	'outcome: rejected',
	'outcome: id_reused',
	'outcome: other_profile',
	'outcome: offered again',
	'outcome: accepted again after a restore',
	'outcome: fetched from the server',
	'outcome: refused to a page of another tile',
	'outcome: told how many are missing',
	'outcome: told that nothing is missing',
	'outcome: told that work may be lost',
	'outcome: lost with erased storage',
	'outcome: lost between backup and restore'
];
