import { m } from '../platform/i18n/paraglide/messages.js';
import { MINUTE } from '../platform/clock.ts';
import { never } from '../platform/result.ts';
import type { SecretRefusal } from './decide-secret.ts';

/** What a learner's form can be told; `wait` carries how long from now. */
export type FormFault =
	| SecretRefusal
	| { tag: 'name' | 'mine' | 'phone' | 'learning' | 'form' | 'already_joined' | 'wrong' | 'wrong_secret' }
	| { tag: 'class_unknown' }
	| { tag: 'wait'; ms: number };

/** A refused try with a moment becomes one with a length: pages have no clock. */
export const withWait = <R extends { tag: string }>(
	refusal: R | { tag: 'wait'; until: number },
	now: number
): Exclude<R, { tag: 'wait' }> | { tag: 'wait'; ms: number } =>
	refusal.tag === 'wait' && 'until' in refusal
		? { tag: 'wait', ms: refusal.until - now }
		: (refusal as Exclude<R, { tag: 'wait' }>);

/** A fault in the person's language: what is missing and what to do. */
export function faultWords(fault: FormFault): string {
	switch (fault.tag) {
		case 'name':
			return m.accounts_fault_name();
		case 'mine':
			return m.accounts_fault_mine();
		case 'phone':
			return m.accounts_fault_phone();
		case 'learning':
			return m.accounts_fault_learning();
		case 'form':
			return m.accounts_fault_form();
		case 'already_joined':
			return m.accounts_fault_already_joined();
		case 'wrong':
			return m.accounts_fault_wrong();
		case 'wrong_secret':
			return m.accounts_fault_wrong_secret();
		case 'class_unknown':
			return m.accounts_fault_class_unknown();
		case 'secret_missing':
			return m.accounts_fault_secret_missing();
		case 'secret_both':
			return m.accounts_fault_secret_both();
		case 'pictures_missing':
			return m.accounts_fault_pictures_missing({ count: fault.chosen });
		case 'digits_length':
			return m.accounts_fault_digits_length({ count: fault.count });
		case 'secret_common':
			return fault.kind === 'pictures'
				? m.accounts_fault_secret_common_pictures()
				: m.accounts_fault_secret_common_digits();
		case 'wait':
			return m.accounts_fault_wait({ minutes: Math.max(1, Math.ceil(fault.ms / MINUTE)) });
		default:
			return never(fault);
	}
}
