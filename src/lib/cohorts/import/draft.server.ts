/** T3. A file that was read and not imported yet. It holds people's data: sealed, for who sent it alone, and for a day. */
import { DAY } from '../../platform/clock.ts';
import { sha256HexSync } from '../../platform/hash.server.ts';
import { uuidv8 } from '../../platform/ids.ts';
import type { Db } from '../../platform/db.server.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';
import type { Services } from '../../services.server.ts';
import { may, type StaffAt } from '../staff-at.server.ts';
import {
	guessMapping,
	headingRow,
	headingsOf,
	headingsText,
	IMPORT_FIELDS,
	isSettled,
	type ColumnUse,
	type Mapping
} from './headings.ts';
import * as imports from './import.repository.server.ts';
import { readFile } from './read-file.server.ts';
import { MOST_ROWS, type FileRefusal, type Sheet } from './sheet.ts';

/** A draft is forgotten after so long, and an import can be undone for so long. */
export const IMPORT_LASTS = DAY;

export interface Draft {
	id: string;
	cohortId: string;
	fileName: string;
	sheet: Sheet;
	headings: string[];
	mapping: Mapping;
}

interface Body {
	sheet: Sheet;
	mapping: Mapping;
}

export const aboutDraft = (draftId: string) => `import:${draftId}`;
const fingerprintOf = (headings: readonly string[]) => sha256HexSync(headingsText(headings));

/**
 * Reads a file and keeps what it says. Sent twice by one form it is kept once; another file from the same form (back, and
 * another one chosen) is another draft.
 * @param given `id` comes from the form
 */
export async function keepDraft(
	{ db, clock, secrets }: Services,
	at: StaffAt,
	given: { id: string; cohortId: string; fileName: string; bytes: Uint8Array }
): Promise<Result<{ id: string }, FileRefusal | { tag: 'forbidden' }>> {
	if (!may(at, 'learners.manage', given.cohortId)) return refuse({ tag: 'forbidden' });
	const read = await readFile(given.bytes);
	if (!read.ok) return read;
	const sheet = read.value;
	const people = sheet.rows.length - headingRow(sheet) - 1;
	if (people > MOST_ROWS) return refuse({ tag: 'too_many_rows' });
	if (people < 1) return refuse({ tag: 'empty' });
	const headings = headingsOf(sheet);
	const kept = await imports.findMapping(db, at.organisationId, fingerprintOf(headings));
	const mapping = kept ? (JSON.parse(kept.mapping) as Mapping) : guessMapping(headings);
	const said = JSON.stringify([given.id, at.staffId, sha256HexSync(given.bytes)]);
	const id = uuidv8(Buffer.from(sha256HexSync(said), 'hex'));
	await imports.insertDraft(db, {
		organisation_id: at.organisationId,
		draft_id: id,
		cohort_id: given.cohortId,
		by_person: at.staffId,
		created_at: clock(),
		file_name: given.fileName.slice(-80),
		body: secrets.seal(JSON.stringify({ sheet, mapping } satisfies Body), aboutDraft(id))
	});
	return ok({ id });
}

/** Nothing when it is another person's, another class's, forgotten or never was. */
export async function openDraft(
	{ db, clock, secrets }: Pick<Services, 'db' | 'clock' | 'secrets'>,
	at: StaffAt,
	cohortId: string,
	draftId: string
): Promise<Draft | undefined> {
	if (!may(at, 'learners.manage', cohortId)) return undefined;
	const row = await imports.findDraft(db, at.organisationId, draftId);
	if (!row || row.cohort_id !== cohortId || row.by_person !== at.staffId) return undefined;
	if (row.created_at <= clock() - IMPORT_LASTS) return undefined;
	const { sheet, mapping } = JSON.parse(secrets.open(row.body, aboutDraft(draftId))) as Body;
	return { id: draftId, cohortId, fileName: row.file_name, sheet, mapping, headings: headingsOf(sheet) };
}

/** A person says what the columns are; the same headings need not be asked about again in this organisation. */
export async function setMapping(
	{ db, clock, secrets }: Services,
	at: StaffAt,
	draft: Draft,
	given: { columns: readonly string[]; headless: boolean }
): Promise<Result<null, { tag: 'name_missing' } | { tag: 'twice'; use: ColumnUse }>> {
	const columns = draft.headings.map((_, i): ColumnUse => {
		const use = given.columns[i] as ColumnUse;
		return (IMPORT_FIELDS as readonly string[]).includes(use) ? use : 'skip';
	});
	const used = columns.filter((use) => use !== 'skip');
	const twice = used.find((use, i) => used.indexOf(use) !== i);
	if (twice) return refuse({ tag: 'twice', use: twice });
	const mapping: Mapping = { columns, headless: given.headless };
	if (!isSettled(mapping)) return refuse({ tag: 'name_missing' });
	const body = secrets.seal(
		JSON.stringify({ sheet: draft.sheet, mapping } satisfies Body),
		aboutDraft(draft.id)
	);
	await imports.updateDraft(db, at.organisationId, draft.id, body);
	// A file without headings has names where headings stand: nothing to know it by.
	if (!given.headless)
		await imports.keepMapping(
			db,
			at.organisationId,
			fingerprintOf(draft.headings),
			JSON.stringify(mapping),
			clock()
		);
	return ok(null);
}

export const dropDraft = ({ db }: Pick<Services, 'db'>, at: StaffAt, draft: Draft) =>
	imports.deleteDraft(db, at.organisationId, draft.id);

/** The hourly job. */
export const forgetDrafts = (all: Db, now: number) => imports.deleteOldDrafts(all, now - IMPORT_LASTS);
