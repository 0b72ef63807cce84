import { textOf } from '#lib/accounts/index.server.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import type { Result } from '#lib/platform/result.ts';
import {
	actForm,
	closeForm,
	handleReport,
	noteForm,
	readReport,
	showPhone,
	type HandleRefusal
} from '#lib/safety/index.server.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { helplines } from '../../../../safe/helplines.server.ts';
import { staffHere } from '../../../staff-here.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'safety.read');
	const { services } = event.locals;
	const read = await readReport(services, at, event.params.report);
	if (!read.ok) error(404, 'no such page');
	const newId = () => uuidv7(services.clock(), services.random);
	return {
		report: read.value,
		lines: helplines(event.locals),
		ids: { take: newId(), contacted: newId(), note: newId(), close: newId(), reopen: newId(), phone: newId() }
	};
};

const here = ({ params, locals: { lang } }: RequestEvent) =>
	`/${lang}/staff/${params.organisation}/safety/${params.report}`;

/** What was done, or that somebody else was first; who may not is told that there is no such page. */
function settled(event: RequestEvent, done: Result<unknown, HandleRefusal>) {
	if (done.ok) redirect(303, here(event));
	if (done.refusal.tag === 'elsewhere') return fail(409, { fault: 'elsewhere' as const, text: '' });
	error(404, 'no such page');
}

const simple = (kind: 'taken' | 'contacted' | 'reopened') => async (event: RequestEvent) => {
	const at = await staffHere(event, 'safety.read');
	const read = v.safeParse(actForm, Object.fromEntries(await event.request.formData()));
	if (!read.success) return fail(400, { fault: 'elsewhere' as const, text: '' });
	const { services } = event.locals;
	return settled(event, await handleReport(services, at, event.params.report, { kind }, read.output.id));
};

export const actions: Actions = {
	take: simple('taken'),
	contacted: simple('contacted'),
	reopen: simple('reopened'),
	note: async (event) => {
		const at = await staffHere(event, 'safety.read');
		const form = await event.request.formData();
		const read = v.safeParse(noteForm, Object.fromEntries(form));
		if (!read.success) return fail(400, { fault: 'note' as const, text: textOf(form, 'text') });
		const { id, text } = read.output;
		const { services } = event.locals;
		const act = { kind: 'note', text } as const;
		return settled(event, await handleReport(services, at, event.params.report, act, id));
	},
	close: async (event) => {
		const at = await staffHere(event, 'safety.read');
		const read = v.safeParse(closeForm, Object.fromEntries(await event.request.formData()));
		if (!read.success) return fail(400, { fault: 'outcome' as const, text: '' });
		const { id, outcome } = read.output;
		const { services } = event.locals;
		const act = { kind: 'closed', outcome } as const;
		return settled(event, await handleReport(services, at, event.params.report, act, id));
	},
	// The number stands in this one answer: an address that shows it could be opened again unnoted.
	phone: async (event) => {
		const at = await staffHere(event, 'safety.read');
		const read = v.safeParse(actForm, Object.fromEntries(await event.request.formData()));
		if (!read.success) return fail(400, { fault: 'elsewhere' as const, text: '' });
		const shown = await showPhone(event.locals.services, at, event.params.report, read.output.id);
		return shown.ok ? { phone: shown.value ?? '' } : settled(event, shown);
	}
};
