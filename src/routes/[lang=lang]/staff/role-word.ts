import type { Role } from '#lib/accounts/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

const WORDS: Record<Role, () => string> = {
	administrator: m.staff_role_administrator,
	programme_officer: m.staff_role_programme_officer,
	trainer: m.staff_role_trainer,
	co_trainer: m.staff_role_co_trainer,
	safeguarding_lead: m.staff_role_safeguarding_lead,
	viewer: m.staff_role_viewer
};

/** What a role is called. */
export const roleWord = (role: Role): string => WORDS[role]();
