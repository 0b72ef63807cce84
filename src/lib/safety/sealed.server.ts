import type { SealedField } from '../platform/sealed-fields.server.ts';
import type { Services } from '../services.server.ts';
import type { Outcome, ReportBody } from './told.ts';

/** What was done with a report, by whom and when beside it. Its history stands here alone, never in the audit (T7). */
export type NoteBody =
	| { kind: 'taken' | 'contacted' | 'phone' | 'reopened' }
	| { kind: 'note'; text: string }
	| { kind: 'closed'; outcome: Outcome };

type With = Pick<Services, 'secrets'>;
const about = (...ids: string[]) => `safety:${ids.join(':')}`;

export const sealBody = ({ secrets }: With, organisationId: string, reportId: string, body: ReportBody) =>
	secrets.seal(JSON.stringify(body), about(organisationId, reportId));

export const openBody = ({ secrets }: With, organisationId: string, reportId: string, sealed: string) =>
	JSON.parse(secrets.open(sealed, about(organisationId, reportId))) as ReportBody;

export const sealNote = ({ secrets }: With, reportId: string, noteId: string, body: NoteBody) =>
	secrets.seal(JSON.stringify(body), about(reportId, noteId));

export const openNote = ({ secrets }: With, reportId: string, noteId: string, sealed: string) =>
	JSON.parse(secrets.open(sealed, about(reportId, noteId))) as NoteBody;

export const safetySealed: readonly SealedField[] = [
	{
		table: 'safeguarding_report',
		key: ['organisation_id', 'report_id'],
		column: 'body',
		about: (row) => about(row.organisation_id!, row.report_id!)
	},
	{
		table: 'safeguarding_note',
		key: ['organisation_id', 'report_id', 'note_id'],
		column: 'body',
		about: (row) => about(row.report_id!, row.note_id!)
	}
];
