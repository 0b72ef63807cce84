import { aboutContact } from '#lib/accounts/index.server.ts';
import type { SealedField } from '../platform/sealed-fields.server.ts';
import { aboutDraft } from './import/draft.server.ts';
import { noteAbout } from './notes.server.ts';
import { aboutHeld } from './sent/receive-acts.server.ts';

export const cohortsSealed: readonly SealedField[] = [
	{
		table: 'staff_note',
		key: ['learner_id', 'note_id'],
		column: 'body',
		about: (row) => noteAbout(row.learner_id!, row.note_id!)
	},
	{
		table: 'import_draft',
		key: ['organisation_id', 'draft_id'],
		column: 'body',
		about: (row) => aboutDraft(row.draft_id!)
	},
	{
		table: 'held_staff_act',
		key: ['organisation_id', 'staff_id', 'act_id'],
		column: 'body',
		about: (row) => aboutHeld({ organisation: row.organisation_id!, id: row.act_id! }, row.staff_id!)
	},
	// The number that went over when two records were joined, for taking it back.
	{
		table: 'learner_merge',
		key: ['learner_id', 'merge_id'],
		column: 'body',
		named: 'contact',
		about: (row) => aboutContact(row.learner_id!)
	}
];
