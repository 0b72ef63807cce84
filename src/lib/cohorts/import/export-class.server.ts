/** T3, R6. The learners of a class as a file that imports again: the last column says who is who. */
import { isRtl, type Lang, wordsIn } from '#lib/platform/country/lang.ts';
import { byName } from '../../platform/name-order.ts';
import { listPeople, writeAudit } from '#lib/accounts/index.server.ts';
import { districtName } from '#lib/accounts/index.ts';
import { ok, refuse, type Result } from '../../platform/result.ts';
import { dayIn } from '../../platform/clock.ts';
import type { Services } from '../../services.server.ts';
import { may, type StaffAt } from '../staff-at.server.ts';
import type { Detail } from './commit-import.server.ts';
import { EXPORT_COLUMNS, exportWord } from './export-words.ts';
import type { ImportField } from './headings.ts';
import { detailsOf, membersOf } from './import.repository.server.ts';
import { phoneText } from './phone-text.ts';
import { writeSheet, type SheetKind } from './write-sheet.server.ts';

/**
 * Phone numbers are in it only for who may reveal them (T6), and that they went out is in the audit.
 * @param empty headings only, to be filled in
 */
export async function exportClass(
	services: Services,
	at: StaffAt,
	{ cohortId, kind, lang, empty }: { cohortId: string; kind: SheetKind; lang: Lang; empty?: boolean }
): Promise<Result<Buffer, { tag: 'forbidden' }>> {
	if (!may(at, 'learners.manage', cohortId)) return refuse({ tag: 'forbidden' });
	const withPhones = may(at, 'contact.reveal', cohortId);
	// A sheet to fill in asks for everything but our own id.
	const columns = EXPORT_COLUMNS.filter(
		({ field }) =>
			!(field === 'phone' && !withPhones && !empty) && !(empty && (field === 'id' || field === 'state'))
	);
	const rows = empty ? [] : await exportRows(services, at, cohortId, lang);
	const phones = withPhones ? rows.filter((row) => row.phone).length : 0;
	if (!empty)
		await services.db.transaction().execute((tx) =>
			writeAudit(tx, services, {
				organisationId: at.organisationId,
				actor: at.staffId,
				act: phones ? 'contacts.exported' : 'class.exported',
				subject: cohortId,
				detail: { learners: rows.length, phones }
			})
		);
	return ok(
		await writeSheet(kind, {
			headings: columns.map(({ heading }) => wordsIn(heading, lang)),
			widths: columns.map(({ width }) => width),
			rows: rows.map((row) => columns.map(({ field }) => row[field] ?? '')),
			rtl: isRtl(lang)
		})
	);
}

type ExportRow = Partial<Record<ImportField, string>>;

async function exportRows(
	services: Services,
	at: StaffAt,
	cohortId: string,
	lang: Lang
): Promise<ExportRow[]> {
	const members = await membersOf(services.db, at.organisationId, [cohortId]);
	const ids = members.map((m) => m.learner_id);
	const [people, details] = await Promise.all([
		listPeople(services, ids),
		detailsOf(services.db, at.organisationId, ids)
	]);
	const member = new Map(members.map((m) => [m.learner_id, m]));
	return people
		.map(({ learnerId, name, lang: language, phone }): ExportRow => {
			const { whose, gender, age, district, note } = JSON.parse(details.get(learnerId) ?? '{}') as Detail;
			const { state, since } = member.get(learnerId)!;
			const word = (field: ImportField, value?: string) => (value ? exportWord(field, value, lang) : '');
			return {
				name,
				phone: phone ? phoneText(phone) : '',
				whose: word('whose', whose),
				gender: word('gender', gender),
				age: word('age', age),
				district: district ? (districtName(district, lang) ?? district) : '',
				language: word('language', language),
				joined: dayIn(at.zone, since),
				state: word('state', state),
				note: note ?? '',
				id: learnerId
			};
		})
		.sort((a, b) => byName({ name: a.name! }, { name: b.name! }) || a.id!.localeCompare(b.id!));
}
