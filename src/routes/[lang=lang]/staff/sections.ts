import type { Permission } from '#lib/accounts/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

export interface Section {
	/** Below the organisation's or the class's address; '' is its first page. */
	path: string;
	word: () => string;
	needs: Permission;
}

/** The parts of an organisation, in the order of the frame. */
export const organisationSections: readonly Section[] = [
	{ path: '', word: m.staff_nav_classes, needs: 'organisation.see' },
	{ path: '/report', word: m.reports_nav, needs: 'report.see' },
	{ path: '/voice', word: m.voice_title, needs: 'voice.record' },
	{ path: '/people', word: m.staff_nav_people, needs: 'people.manage' },
	{ path: '/settings', word: m.staff_nav_settings, needs: 'organisation.edit' },
	{ path: '/messages', word: m.acts_templates, needs: 'organisation.edit' },
	{ path: '/held', word: m.offline_held, needs: 'people.manage' },
	{ path: '/safety', word: m.staff_nav_safety, needs: 'safety.read' },
	{ path: '/audit', word: m.staff_nav_audit, needs: 'audit.read' }
];

/** The parts of a class. */
export const classSections: readonly Section[] = [
	{ path: '', word: m.staff_nav_board, needs: 'class.see' },
	{ path: '/meetings', word: m.staff_nav_meetings, needs: 'learners.teach' },
	{ path: '/marks', word: m.staff_nav_marks, needs: 'learners.teach' },
	{ path: '/news', word: m.staff_nav_news, needs: 'learners.teach' },
	{ path: '/members', word: m.staff_nav_members, needs: 'learners.teach' },
	{ path: '/settings', word: m.staff_nav_class, needs: 'class.edit' }
];

/** The parts of reports. */
export const reportSections: readonly Section[] = [
	{ path: '/report', word: m.reports_title, needs: 'report.see' },
	{ path: '/report/compare', word: m.reports_compare, needs: 'report.see' },
	{ path: '/report/logframe', word: m.reports_logframe, needs: 'report.see' },
	{ path: '/report/snapshots', word: m.reports_snapshots, needs: 'report.see' },
	{ path: '/report/signs', word: m.reports_signs_nav, needs: 'report.see' },
	{ path: '/report/keys', word: m.reports_keys, needs: 'report.make' },
	{ path: '/report/live', word: m.reports_live, needs: 'report.names' }
];
