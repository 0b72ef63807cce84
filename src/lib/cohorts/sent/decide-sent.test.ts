import { expect, test } from 'vitest';
import { decideSent, type SentFacts } from './decide-sent.ts';

const hers: SentFacts = { mayNow: true, mayBefore: true, cohort: 'open', member: 'active' };
const of = (more: Partial<SentFacts>) => {
	const verdict = decideSent({ ...hers, ...more });
	return verdict.tag === 'hold' ? verdict.reason : verdict.tag;
};

test('who may teach there now, whoever she was before, counts at once', () => {
	expect(of({})).toBe('apply');
	expect(of({ mayBefore: false })).toBe('apply');
});

test('a role that has ended holds what was done in it', () => {
	expect(of({ mayNow: false })).toBe('role_ended');
	expect(of({ mayNow: false, cohort: 'archived', member: 'former' })).toBe('role_ended');
});

test('an archived class and a learner who has left hold it, too', () => {
	expect(of({ cohort: 'archived' })).toBe('class_archived');
	expect(of({ member: 'former' })).toBe('learner_left');
});

test('T1 who never taught there, and ids of elsewhere, are told nothing', () => {
	expect(of({ mayNow: false, mayBefore: false })).toBe('unknown');
	expect(of({ cohort: 'none' })).toBe('unknown');
	expect(of({ member: 'none' })).toBe('unknown');
});
