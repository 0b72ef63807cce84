import {
	commitImport,
	dropDraft,
	isImported,
	openDraft,
	previewImport,
	setMapping,
	type Draft
} from '#lib/cohorts/index.server.ts';
import { isSettled } from '#lib/cohorts/index.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffHere } from '../../../../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

type Event = Pick<RequestEvent, 'locals' | 'url'> & {
	params: { organisation: string; cohort: string; draft: string };
};

/** The draft of the address. Who comes back to one that was imported sees what it did. */
async function draftHere(event: Event) {
	const at = await staffHere(event, 'learners.manage');
	const { services } = event.locals;
	const { cohort, draft: id } = event.params;
	const draft = await openDraft(services, at, cohort, id);
	const home = event.url.pathname.slice(0, -id.length - 1);
	if (draft) return { at, draft, services, home };
	if (await isImported(services, at, cohort, id)) redirect(303, `${home}?done=${id}`);
	error(404, 'no such page');
}

const columnsOf = ({ sheet, headings, mapping }: Draft) =>
	headings.map((heading, i) => ({
		heading,
		use: mapping.columns[i] ?? '',
		samples: sheet.rows
			.map(({ cells }) => cells[i] ?? '')
			.filter((cell) => cell !== '' && cell !== heading)
			.slice(0, 3)
	}));

export const load: PageServerLoad = async (event) => {
	const { at, draft, services } = await draftHere(event);
	const settled = isSettled(draft.mapping) && !event.url.searchParams.has('columns');
	return {
		fileName: draft.fileName,
		columns: columnsOf(draft),
		headless: draft.mapping.headless,
		preview: settled ? await previewImport(services, at, draft) : null
	};
};

export const actions: Actions = {
	columns: async (event) => {
		const { at, draft, services } = await draftHere(event);
		const form = await event.request.formData();
		const columns = draft.headings.map((_, i) => String(form.get(`column_${i}`) ?? ''));
		const headless = form.get('headless') === 'yes';
		const set = await setMapping(services, at, draft, { columns, headless });
		if (!set.ok) return fail(400, { columns, headless, fault: set.refusal });
		redirect(303, event.url.pathname);
	},
	commit: async (event) => {
		const { at, draft, services, home } = await draftHere(event);
		const form = await event.request.formData();
		const others = String(form.get('others') ?? '');
		const said: Record<number, string> = {};
		for (const [field, value] of form) {
			const row = /^row_(\d{1,6})$/.exec(field)?.[1];
			if (row) said[Number(row)] = String(value) || others;
		}
		const decisions = new Map(Object.entries(said).map(([row, decision]) => [Number(row), decision]));
		const done = await commitImport(services, at, draft, decisions);
		if (done.ok) redirect(303, `${home}?done=${done.value.importId}`);
		const { refusal } = done;
		if (refusal.tag === 'forbidden') error(404, 'no such page');
		return fail(refusal.tag === 'archived' || refusal.tag === 'full' ? 409 : 400, { said, refusal });
	},
	drop: async (event) => {
		const { at, draft, services, home } = await draftHere(event);
		await dropDraft(services, at, draft);
		redirect(303, home);
	}
};
