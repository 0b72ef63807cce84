import { textOf } from '#lib/accounts/index.server.ts';
import { keepDraft, listImports, undoImport } from '#lib/cohorts/index.server.ts';
import type { FileRefusal } from '#lib/cohorts/index.ts';
import { isUuid, uuidv7 } from '#lib/platform/ids.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { staffHere } from '../../../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.manage');
	const { services } = event.locals;
	const runs = await listImports(services, at, event.params.cohort);
	return {
		id: uuidv7(services.clock(), services.random),
		runs,
		done: runs.find((run) => run.id === event.url.searchParams.get('done'))
	};
};

/** A file and a few fields; whatever is larger is not even read. */
const MOST_SENT = 8_000_000;

export const actions: Actions = {
	upload: async (event) => {
		const at = await staffHere(event, 'learners.manage');
		const { locals, params, request } = event;
		const refused = (status: number, fault: FileRefusal['tag']) => fail(status, { fault });
		if (Number(request.headers.get('content-length')) > MOST_SENT) return refused(413, 'too_big');
		const form = await request.formData();
		const file = form.get('file');
		if (!(file instanceof File)) return refused(400, 'no_file');
		const id = textOf(form, 'id');
		const kept = await keepDraft(locals.services, at, {
			id: isUuid(id) ? id : uuidv7(locals.services.clock(), locals.services.random),
			cohortId: params.cohort,
			fileName: file.name,
			bytes: new Uint8Array(await file.arrayBuffer())
		});
		if (kept.ok) redirect(303, `${event.url.pathname}/${kept.value.id}`);
		if (kept.refusal.tag === 'forbidden') error(404, 'no such page');
		return refused(kept.refusal.tag === 'too_big' ? 413 : 400, kept.refusal.tag);
	},
	undo: async (event) => {
		const at = await staffHere(event, 'learners.manage');
		const { locals, params, request, url } = event;
		const id = textOf(await request.formData(), 'import');
		const done = isUuid(id) && (await undoImport(locals.services, at, params.cohort, id));
		if (!done || (!done.ok && done.refusal.tag !== 'too_late')) error(404, 'no such import');
		if (!done.ok) return fail(409, { late: true });
		redirect(303, `${url.pathname}?done=${id}`);
	}
};
