import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { REPORT_THRESHOLD } from '#lib/cohorts/index.ts';
import { MINUTE } from '#lib/platform/clock.ts';

export type StaffFault =
	| {
			tag:
				| 'name'
				| 'email'
				| 'email_taken'
				| 'password_long'
				| 'password_is_email'
				| 'password_common'
				| 'wrong'
				| 'field';
	  }
	| { tag: 'login' | 'login_taken' | 'code' | 'old_password' | 'long' | 'reason' | 'role' | 'class' }
	| { tag: 'threshold' | 'zone' | 'title' | 'logo_empty' | 'logo_big' | 'logo_kind' | 'logo_many' }
	| { tag: 'day' | 'weeks' | 'hour' | 'place' | 'places' | 'courses' | 'choice' }
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
		case 'login':
			return m.people_fault_login();
		case 'login_taken':
			return m.people_fault_login_taken();
		case 'code':
			return m.people_fault_code();
		case 'old_password':
			return m.people_fault_old_password();
		case 'long':
			return m.people_fault_long();
		case 'reason':
			return m.people_fault_reason();
		case 'role':
			return m.people_fault_role();
		case 'class':
			return m.people_fault_class();
		case 'threshold':
			return m.reports_fault_threshold(REPORT_THRESHOLD);
		case 'zone':
			return m.people_fault_zone();
		case 'title':
			return m.people_fault_title();
		case 'logo_empty':
			return m.people_fault_logo_empty();
		case 'logo_big':
			return m.people_fault_logo_big();
		case 'logo_kind':
			return m.people_fault_logo_kind();
		case 'logo_many':
			return m.people_fault_logo_many();
		case 'day':
			return m.cohorts_fault_day();
		case 'weeks':
			return m.cohorts_fault_weeks();
		case 'hour':
			return m.cohorts_fault_time();
		case 'place':
			return m.cohorts_fault_place();
		case 'places':
			return m.cohorts_fault_places();
		case 'courses':
			return m.cohorts_fault_courses();
		case 'choice':
			return m.cohorts_fault_choice();
		case 'password_short':
			return m.staff_admin_fault_password_short({ least: fault.least });
		case 'password_long':
			return m.staff_admin_fault_password_long();
		case 'password_common':
			return m.staff_admin_fault_password_common();
		case 'password_is_email':
			return m.staff_admin_fault_password_is_email();
		case 'wrong':
			return m.people_fault_wrong();
		case 'wait':
			return m.staff_admin_fault_wait({ minutes: Math.max(1, Math.ceil(fault.ms / MINUTE)) });
	}
}
