/** T1, K7. What each role of an organisation may do, and where: everywhere in it, or in the classes that are hers. */
export const ROLES = [
	'administrator',
	'programme_officer',
	'trainer',
	'co_trainer',
	'safeguarding_lead',
	'viewer'
] as const;
export type Role = (typeof ROLES)[number];

export const isRole = (text: string): text is Role => (ROLES as readonly string[]).includes(text);

/**
 * `organisation.see` the organisation's own page · `people.manage` invitations, roles, resets, second factors ·
 * `organisation.edit` name, logos, who signs · `audit.read` · `class.make` classes, templates, programmes ·
 * `class.see` board, learners' work, meetings · `class.edit` plan, number, staff, archive · `learners.manage` import,
 * approve, move, leave, merge, cards · `learners.teach` attendance, marks, notes, messages, tries, answers, announcements ·
 * `contact.reveal` a phone number, unmasked · `voice.record` cards read aloud, for every learner · `safety.read` what somebody told about being troubled (T7) ·
 * `report.see` closed quarters, protected (R3) · `report.make` snapshots, targets, keys, what came in late · `report.names` numbers of
 * the quarter that runs, and who is behind a number.
 */
export const PERMISSIONS = [
	'organisation.see',
	'people.manage',
	'organisation.edit',
	'audit.read',
	'class.make',
	'class.see',
	'class.edit',
	'learners.manage',
	'learners.teach',
	'contact.reveal',
	'voice.record',
	'safety.read',
	'report.see',
	'report.make',
	'report.names'
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** `all`: in the whole organisation. `own`: in classes where she is trainer or co-trainer. */
export type Reach = 'all' | 'own';

const GRANTS: Record<Role, Partial<Record<Permission, Reach>>> = {
	administrator: {
		'organisation.see': 'all',
		'people.manage': 'all',
		'organisation.edit': 'all',
		'audit.read': 'all',
		'class.make': 'all',
		'class.see': 'all',
		'class.edit': 'all',
		'learners.manage': 'all',
		'learners.teach': 'all',
		'contact.reveal': 'all',
		'voice.record': 'all',
		'report.see': 'all',
		'report.make': 'all',
		'report.names': 'all'
	},
	programme_officer: {
		'organisation.see': 'all',
		'class.make': 'all',
		'class.see': 'all',
		'class.edit': 'all',
		'learners.manage': 'all',
		'learners.teach': 'all',
		'voice.record': 'all',
		'report.see': 'all',
		'report.make': 'all'
	},
	trainer: {
		'organisation.see': 'all',
		'class.make': 'all',
		'class.see': 'own',
		'class.edit': 'own',
		'learners.manage': 'own',
		'learners.teach': 'own',
		'contact.reveal': 'own',
		'voice.record': 'all'
	},
	co_trainer: {
		'organisation.see': 'all',
		'class.see': 'own',
		'learners.teach': 'own',
		'contact.reveal': 'own'
	},
	// T7. Nobody else reads what she reads, the administrator neither; and she reads nothing else.
	safeguarding_lead: { 'organisation.see': 'all', 'safety.read': 'all' },
	viewer: { 'organisation.see': 'all', 'class.see': 'all', 'report.see': 'all' }
};

/** The widest reach that these roles together give; nothing when they do not give it at all. */
export function reachOf(roles: readonly Role[], permission: Permission): Reach | undefined {
	const reaches = roles.map((role) => GRANTS[role][permission]);
	return reaches.includes('all') ? 'all' : reaches.includes('own') ? 'own' : undefined;
}

/** Roles whose holders log in with a second factor (K2). */
export const needsSecondFactor = (roles: readonly Role[]): boolean => roles.includes('administrator');
