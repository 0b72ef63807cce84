import { enrolmentsOf } from '#lib/cohorts/index.server.ts';
import { uuidv8 } from '../platform/ids.ts';
import type { Services } from '../services.server.ts';
import { ANSWER_WITHIN } from './decide-clock.ts';
import { findLead, insertReport, replaceBody, reportsOf } from './safety.repository.server.ts';
import { openBody, sealBody } from './sealed.server.ts';
import { addTelling, SAME_TAP, type ReportBody, type Telling } from './told.ts';

/** `lead`: somebody reads it · `waits`: kept for the first who will · `nobody`: she is in no class, and nothing was kept. */
export type Reached = 'lead' | 'waits' | 'nobody';

const IN_CLASS: readonly string[] = ['asked', 'queued', 'active'];

/**
 * T7. Keeps a report for the safeguarding lead of every organisation in whose classes she is, or has asked to be. It is no
 * event and no audit row: her log and the organisation's history are read by others. The same form twice makes one report.
 */
export async function tellTrouble(
	services: Services,
	learnerId: string,
	given: Telling & { lang: ReportBody['lang'] }
): Promise<Reached> {
	const enrolments = await enrolmentsOf(services.db, learnerId);
	const places = new Set(
		enrolments.filter(({ state }) => IN_CLASS.includes(state)).map((e) => e.organisation_id)
	);
	const reached: Reached[] = [];
	for (const organisationId of places) {
		while (!(await tellAt(services, organisationId, learnerId, given)));
		reached.push((await findLead(services.db, organisationId)) ? 'lead' : 'waits');
	}
	return reached.includes('lead') ? 'lead' : (reached[0] ?? 'nobody');
}

/** @returns false when somebody changed it meanwhile: then it is looked at once more */
async function tellAt(
	services: Services,
	organisationId: string,
	learnerId: string,
	{ lang, ...given }: Telling & { lang: ReportBody['lang'] }
): Promise<boolean> {
	const { db, clock } = services;
	const now = clock();
	const hers = (await reportsOf(db, organisationId, learnerId)).map((row) => ({
		...row,
		held: openBody(services, organisationId, row.report_id, row.body)
	}));
	const known = hers.find(({ held }) => given.key && held.told.some(({ key }) => key === given.key));
	// A form that came again after somebody had taken it up.
	if (known && known.state !== 'new') return true;
	const open = known ?? hers.find(({ state }) => state === 'new');
	if (open) {
		const { report_id: reportId, body: was, held } = open;
		const body = sealBody(services, organisationId, reportId, {
			lang,
			told: addTelling(held.told, given, now)
		});
		return replaceBody(db, { organisationId, reportId, was, body });
	}
	const reportId = idOf(services, [
		organisationId,
		learnerId,
		given.key ?? String(Math.floor(now / SAME_TAP)),
		// In the same minutes as one that was taken up already, it is another.
		...(given.key ? [] : [String(hers.length)])
	]);
	const body = sealBody(services, organisationId, reportId, { lang, told: addTelling([], given, now) });
	return insertReport(db, {
		organisation_id: organisationId,
		report_id: reportId,
		learner_id: learnerId,
		at: now,
		due_at: now + ANSWER_WITHIN,
		body,
		state: 'new'
	});
}

/** The same form has the same id, and nobody else can guess it. */
const idOf = ({ secrets }: Services, parts: string[]): string =>
	uuidv8(Uint8Array.from(Buffer.from(secrets.lookup('safety', JSON.stringify(parts)), 'hex')));
