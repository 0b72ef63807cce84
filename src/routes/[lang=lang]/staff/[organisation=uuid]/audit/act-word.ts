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
	'meeting.changed': m.meetings_act_changed,
	'card.made': m.meetings_act_card_made,
	'cohort.edited': m.cohorts_act_cohort_edited,
	'cohort.archived': m.cohorts_act_cohort_archived,
	'cohort.opened': m.cohorts_act_cohort_opened,
	'class_staff.added': m.cohorts_act_class_staff_added,
	'class_staff.ended': m.cohorts_act_class_staff_ended,
	'programme.made': m.cohorts_act_programme_made,
	'programme.renamed': m.cohorts_act_programme_renamed,
	'programme.archived': m.cohorts_act_programme_archived,
	'programme.opened': m.cohorts_act_programme_opened,
	'template.made': m.cohorts_act_template_made,
	'template.archived': m.cohorts_act_template_archived,
	'template.opened': m.cohorts_act_template_opened,
	'learner.let_in': m.cohorts_act_learner_let_in,
	'learner.queued': m.cohorts_act_learner_queued,
	'learner.refused': m.cohorts_act_learner_refused,
	'learner.left': m.cohorts_act_learner_left,
	'learner.moved': m.cohorts_act_learner_moved,
	'learner.came': m.cohorts_act_learner_came,
	'learner.back': m.cohorts_act_learner_back,
	'learners.imported': m.imports_act_learners_imported,
	'import.undone': m.imports_act_import_undone,
	'class.exported': m.imports_act_class_exported,
	'contacts.exported': m.imports_act_contacts_exported,
	'class_number.made': m.people_act_class_number_made
};

/** What was done, in the person's language. */
export const actWord = (act: string): string | undefined =>
	Object.hasOwn(WORDS, act) ? WORDS[act]!() : undefined;
