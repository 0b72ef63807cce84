import { compareSnapshot, readSnapshot, reportOfSnapshot, snapshotCode } from '#lib/reports/index.server.ts';
import { staffNames } from '#lib/accounts/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../../staff-here.server.ts';
import { readReportQuery } from '../../report-query.ts';
import type { PageServerLoad } from './$types';

/** Of a difference, so many lines are shown. */
const MOST = 200;

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'report.see');
	const { services, lang } = event.locals;
	const snapshot = await readSnapshot(services, at, event.params.snapshot);
	if (!snapshot) error(404, 'no such snapshot');
	const asked = readReportQuery(event.url.searchParams);
	const compared = await compareSnapshot(services, snapshot);
	const names = await staffNames(services.db, [snapshot.madeBy]);
	const { body, ...frozen } = snapshot;
	return {
		snapshot: {
			...frozen,
			code: snapshotCode(snapshot),
			by: names.get(snapshot.madeBy),
			audit: body.audit,
			organisation: body.organisation.name
		},
		report: reportOfSnapshot(body, asked, lang),
		now: compared?.edition,
		changed: compared?.differences.length ?? 0,
		differences: (compared?.differences ?? []).slice(0, MOST).map((difference) => ({
			...difference,
			name: body.indicators[difference.key]?.name[lang] ?? difference.key,
			rowName: body.rows[difference.table]?.[difference.row]?.[lang] ?? difference.row
		}))
	};
};
