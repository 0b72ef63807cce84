import { m } from '#lib/platform/i18n/paraglide/messages.js';

/** By the act's id; an act of a newer version has none and is shown as it is written. */
const WORDS: Record<string, () => string> = {
	'organisation.made': m.people_act_organisation_made,
	'organisation.changed': m.people_act_organisation_changed,
	'logo.added': m.people_act_logo_added,
	'logo.removed': m.people_act_logo_removed,
	'invitation.made': m.people_act_invitation_made,
	'invitation.revoked': m.people_act_invitation_revoked,
	'invitation.accepted': m.people_act_invitation_accepted,
	'role.given': m.people_act_role_given,
	'role.given_back': m.people_act_role_given_back,
	'role.taken': m.people_act_role_taken,
	'password.reset_link': m.people_act_password_reset_link,
	'password.reset_and_factor': m.people_act_password_reset_and_factor,
	'password.reset_done': m.people_act_password_reset_done,
	'cohort.made': m.people_act_cohort_made,
	'class_number.made': m.people_act_class_number_made
};

/** What was done, in the person's language. */
export const actWord = (act: string): string | undefined =>
	Object.hasOwn(WORDS, act) ? WORDS[act]!() : undefined;
