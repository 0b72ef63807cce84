import { staffNames } from '#lib/accounts/index.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

const PAGE = 50;
/** T7. Acts on what was told about being troubled stand in no list that others read. */
const HIDDEN = 'safety.%';

export interface AuditLine {
	id: string;
	at: number;
	act: string;
	/** Names as they are now; nothing where nobody has this id any more. */
	by?: string;
	on?: string;
	detail: Record<string, string | number>;
}

/** K6. What was done in an organisation, the newest first. @param before the last id of the page before */
export async function readAudit(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	before?: string
): Promise<Result<{ lines: AuditLine[]; next?: string }, { tag: 'forbidden' }>> {
	if (!may(at, 'audit.read')) return refuse({ tag: 'forbidden' });
	const rows = await db
		.selectFrom('audit')
		.select(['audit_id', 'at', 'actor', 'act', 'subject', 'detail'])
		.where('organisation_id', '=', at.organisationId)
		.where('act', 'not like', HIDDEN)
		.$if(before !== undefined, (query) => query.where('audit_id', '<', before!))
		.orderBy('audit_id', 'desc')
		.limit(PAGE + 1)
		.execute();
	const lines = rows.slice(0, PAGE);
	const names = await namesOf(db, at.organisationId, lines);
	return ok({
		lines: lines.map((row) => {
			const [by, on] = [names.get(row.actor), names.get(row.subject)];
			return {
				id: row.audit_id,
				at: row.at,
				act: row.act,
				detail: JSON.parse(row.detail) as Record<string, string | number>,
				...(by && { by }),
				...(on && row.subject !== row.actor && { on })
			};
		}),
		...(rows.length > PAGE && { next: lines.at(-1)!.audit_id })
	});
}

/** Staff, learners of this organisation, its classes, and who an invitation was for: looked up, never stored. */
async function namesOf(
	db: Services['db'],
	organisationId: string,
	rows: readonly { actor: string; subject: string }[]
): Promise<Map<string, string>> {
	if (!rows.length) return new Map();
	const ids = [...new Set(rows.flatMap(({ actor, subject }) => [actor, subject]))];
	const [staff, cohorts, links, members] = await Promise.all([
		staffNames(db, ids),
		db
			.selectFrom('cohort')
			.select(['cohort_id', 'name'])
			.where('organisation_id', '=', organisationId)
			.where('cohort_id', 'in', ids)
			.execute(),
		db
			.selectFrom('staff_link')
			.select(['link_id', 'label'])
			.where('organisation_id', '=', organisationId)
			.where('link_id', 'in', ids)
			.where('purpose', '=', 'invite')
			.execute(),
		db
			.selectFrom('cohort_member')
			.select('learner_id')
			.where('organisation_id', '=', organisationId)
			.where('learner_id', 'in', ids)
			.execute()
	]);
	const hers = members.map((m) => m.learner_id);
	const learners = hers.length
		? await db
				.selectFrom('learner')
				.select(['learner_id', 'display_name'])
				.where('learner_id', 'in', hers)
				.execute()
		: [];
	return new Map([
		...staff,
		...cohorts.map((c): [string, string] => [c.cohort_id, c.name]),
		...links.map((l): [string, string] => [l.link_id, l.label]),
		...learners.flatMap((l): [string, string][] => (l.display_name ? [[l.learner_id, l.display_name]] : []))
	]);
}
