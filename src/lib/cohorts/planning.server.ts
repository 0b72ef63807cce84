import { writeAudit } from '#lib/accounts/index.server.ts';
import type { Tx } from '../platform/db.server.ts';
import { ok, refuse, type Result } from '../platform/result.ts';
import type { Services } from '../services.server.ts';
import { readClassPlan, type ClassPlan } from './class-plan.ts';
import { findCohort } from './cohorts.repository.server.ts';
import * as planning from './planning.repository.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

export interface Programme {
	id: string;
	name: string;
	archived: boolean;
}
/** A plan without its first day: every class made from it has one of its own. */
export interface Template {
	id: string;
	name: string;
	plan: ClassPlan;
	archived: boolean;
}

/** For whoever may make classes; archived ones too, last. */
export async function listPlanning(
	{ db }: Pick<Services, 'db'>,
	at: StaffAt
): Promise<Result<{ programmes: Programme[]; templates: Template[] }, { tag: 'forbidden' }>> {
	if (!may(at, 'class.make')) return refuse({ tag: 'forbidden' });
	const [programmes, templates] = await Promise.all([
		planning.listProgrammes(db, at.organisationId),
		planning.listTemplateRows(db, at.organisationId)
	]);
	return ok({
		programmes: programmes.map((p) => ({
			id: p.programme_id,
			name: p.name,
			archived: p.archived_at !== null
		})),
		templates: templates.map((t) => ({
			id: t.template_id,
			name: t.name,
			plan: readClassPlan(t.plan, ''),
			archived: t.archived_at !== null
		}))
	});
}

type Done = Result<null, { tag: 'forbidden' } | { tag: 'unknown' }>;

/** One act on one thing with its audit row; nothing is written where nothing changed. */
async function act(
	services: Services,
	at: StaffAt,
	name: string,
	subject: string,
	run: (tx: Tx) => Promise<boolean>
): Promise<boolean> {
	const { organisationId, staffId: actor } = at;
	return services.db.transaction().execute(async (tx) => {
		if (!(await run(tx))) return false;
		await writeAudit(tx, services, { organisationId, actor, act: name, subject });
		return true;
	});
}

/** @param given `id` comes from the form: a second tap makes nothing new */
export async function makeProgramme(
	services: Services,
	at: StaffAt,
	{ id, name }: { id: string; name: string }
): Promise<Done> {
	if (!may(at, 'class.make')) return refuse({ tag: 'forbidden' });
	const row = { organisation_id: at.organisationId, programme_id: id, name, created_at: services.clock() };
	await act(services, at, 'programme.made', id, (tx) => planning.insertProgramme(tx, row));
	return ok(null);
}

export async function renameProgramme(
	services: Services,
	at: StaffAt,
	{ id, name }: { id: string; name: string }
): Promise<Done> {
	if (!may(at, 'class.make')) return refuse({ tag: 'forbidden' });
	const done = await act(services, at, 'programme.renamed', id, (tx) =>
		planning.updateProgramme(tx, at.organisationId, id, { name })
	);
	return done ? ok(null) : refuse({ tag: 'unknown' });
}

/** Its classes stay in it; only new ones are not offered it. */
export async function archiveProgramme(
	services: Services,
	at: StaffAt,
	{ id, away }: { id: string; away: boolean }
): Promise<Done> {
	if (!may(at, 'class.make')) return refuse({ tag: 'forbidden' });
	const to = { archived_at: away ? services.clock() : null };
	const done = await act(services, at, away ? 'programme.archived' : 'programme.opened', id, (tx) =>
		planning.updateProgramme(tx, at.organisationId, id, to)
	);
	return done ? ok(null) : refuse({ tag: 'unknown' });
}

/** Keeps a class's plan for others like it. @param given `id` comes from the form: a second tap makes nothing new */
export async function saveTemplate(
	services: Services,
	at: StaffAt,
	{ id, name, cohortId }: { id: string; name: string; cohortId: string }
): Promise<Done> {
	if (!may(at, 'class.make') || !may(at, 'class.edit', cohortId)) return refuse({ tag: 'forbidden' });
	const cohort = await findCohort(services.db, at.organisationId, cohortId);
	if (!cohort) return refuse({ tag: 'unknown' });
	const plan = JSON.stringify({ ...readClassPlan(cohort.plan, cohort.course), startsOn: '' });
	const row = {
		organisation_id: at.organisationId,
		template_id: id,
		name,
		plan,
		created_at: services.clock()
	};
	await act(services, at, 'template.made', id, (tx) => planning.insertTemplate(tx, row));
	return ok(null);
}

export async function archiveTemplate(
	services: Services,
	at: StaffAt,
	{ id, away }: { id: string; away: boolean }
): Promise<Done> {
	if (!may(at, 'class.make')) return refuse({ tag: 'forbidden' });
	const to = { archived_at: away ? services.clock() : null };
	const done = await act(services, at, away ? 'template.archived' : 'template.opened', id, (tx) =>
		planning.updateTemplate(tx, at.organisationId, id, to)
	);
	return done ? ok(null) : refuse({ tag: 'unknown' });
}
