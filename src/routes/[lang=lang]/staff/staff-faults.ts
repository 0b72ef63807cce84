import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { MINUTE } from '#lib/platform/clock.ts';

export type StaffFault =
	| { tag: 'name' | 'email' | 'email_taken' | 'password_long' | 'password_is_email' | 'wrong' | 'field' }
	| { tag: 'password_short'; least: number }
	| { tag: 'wait'; ms: number };

/** A fault of a staff form, in words. */
export function staffFaultWords(fault: StaffFault): string {
	switch (fault.tag) {
		case 'name':
		case 'field':
			return m.staff_admin_fault_field();
		case 'email':
			return m.staff_admin_fault_email();
		case 'email_taken':
			return m.staff_admin_fault_email_taken();
		case 'password_short':
			return m.staff_admin_fault_password_short({ least: fault.least });
		case 'password_long':
			return m.staff_admin_fault_password_long();
		case 'password_is_email':
			return m.staff_admin_fault_password_is_email();
		case 'wrong':
			return m.staff_admin_fault_wrong();
		case 'wait':
			return m.staff_admin_fault_wait({ minutes: Math.max(1, Math.ceil(fault.ms / MINUTE)) });
	}
}
