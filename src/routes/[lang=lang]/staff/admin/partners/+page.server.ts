import { isAdministrator, textOf } from '#lib/accounts/index.server.ts';
import {
	changePartner,
	endKey,
	listPartners,
	makeKey,
	makePartner,
	PER_MINUTE,
	readPartnerForm,
	readPerMinute,
	stopPartner,
	type PartnerFaults,
	type SetUpRefusal
} from '#lib/partners/index.server.ts';
import type { Partner } from '#lib/partners/index.ts';
import type { Result } from '#lib/platform/result.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffSession } from '../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

type Asked = Pick<RequestEvent, 'locals' | 'url'>;

/** Partners are set up by whoever runs the installation; nobody else learns that this page exists. */
async function administrator(event: Asked): Promise<string> {
	const { staffId } = staffSession(event);
	if (!(await isAdministrator(event.locals.services.db, staffId))) error(404, 'no such page');
	return staffId;
}

/** The badges of this installation, of courses that are shown. */
const badgesOf = ({ services, lang }: App.Locals) =>
	services.catalogue.earned().map(({ badge }) => ({ id: badge.id, name: badge.name[lang] }));

export const load: PageServerLoad = async (event) => {
	const listed = await listPartners(event.locals.services, await administrator(event));
	if (!listed.ok) error(404, 'no such page');
	return {
		formToken: event.locals.formToken,
		partners: listed.value,
		badges: badgesOf(event.locals),
		perMinute: PER_MINUTE
	};
};

/** What a refused form shows again: of which partner, and what was typed. */
interface Again {
	of: string;
	faults: PartnerFaults & { per_minute?: true };
	refused?: SetUpRefusal['tag'];
	typed?: Record<string, string>;
}
const again = (status: number, what: Again) => fail(status, { again: what, key: null });

const save = (act: typeof makePartner | typeof changePartner, own: boolean) =>
	(async (event) => {
		const by = await administrator(event);
		const { services, lang } = event.locals;
		const form = await event.request.formData();
		const of = own ? textOf(form, 'id') : '';
		const typed = Object.fromEntries(['id', 'name', 'badge', 'origins'].map((f) => [f, textOf(form, f)]));
		const read = readPartnerForm(form, {
			badges: badgesOf(event.locals).map(({ id }) => id),
			loopback: services.env.demo
		});
		if (!read.ok) return again(400, { of, faults: read.faults, typed });
		const done = await act(services, by, read.value satisfies Omit<Partner, 'stoppedAt'>);
		if (!done.ok) return again(409, { of, faults: {}, refused: done.refusal.tag, typed });
		return redirect(303, `/${lang}/staff/admin/partners`);
	}) satisfies Actions[string];

/** An act on one partner; afterwards the list. */
const on = (act: (event: Asked, by: string, form: FormData) => Promise<Result<unknown, SetUpRefusal>>) =>
	(async (event) => {
		const by = await administrator(event);
		const form = await event.request.formData();
		const done = await act(event, by, form);
		if (!done.ok) return again(409, { of: textOf(form, 'id'), faults: {}, refused: done.refusal.tag });
		return redirect(303, `/${event.locals.lang}/staff/admin/partners`);
	}) satisfies Actions[string];

export const actions: Actions = {
	make: save(makePartner, false),
	change: save(changePartner, true),
	stop: on(({ locals }, by, form) => stopPartner(locals.services, by, textOf(form, 'id'), true)),
	start: on(({ locals }, by, form) => stopPartner(locals.services, by, textOf(form, 'id'), false)),
	end: on(({ locals }, by, form) => endKey(locals.services, by, textOf(form, 'id'), textOf(form, 'key'))),
	/** Answers with the page itself: the key stands in no address, and is shown this once. */
	key: async (event) => {
		const by = await administrator(event);
		const form = await event.request.formData();
		const of = textOf(form, 'id');
		const perMinute = readPerMinute(form);
		if (perMinute === undefined) return again(400, { of, faults: { per_minute: true } });
		const made = await makeKey(event.locals.services, by, of, perMinute);
		return made.ok
			? { again: null, key: { of, value: made.value } }
			: again(409, { of, faults: {}, refused: made.refusal.tag });
	}
};
