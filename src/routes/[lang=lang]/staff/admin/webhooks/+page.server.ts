import { isAdministrator, textOf } from '#lib/accounts/index.server.ts';
import { findListening, listPartners } from '#lib/partners/index.server.ts';
import {
	addEndpoint,
	closeEndpoint,
	listEndpoints,
	NAME_MAX,
	pauseEndpoint,
	rotateSecret,
	sendTest
} from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { isUuid, uuidv7 } from '#lib/platform/ids.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffSession } from '../../staff-here.server.ts';
import { faultWord } from '../connect-words.ts';
import type { Actions, PageServerLoad } from './$types';

/** Addresses of marketplaces that are told about sellers: administrators of the installation. */
export const load: PageServerLoad = async (event) => {
	const { staffId } = staffSession(event);
	const { services, formToken } = event.locals;
	const listed = await listEndpoints(services, staffId);
	if (!listed.ok) error(403, listed.refusal.tag);
	const partners = await listPartners(services, staffId);
	if (!partners.ok) error(403, partners.refusal.tag);
	return {
		formToken,
		newId: uuidv7(services.clock(), services.random),
		nameMax: NAME_MAX,
		partners: partners.value.map(({ id, name, scopes, stoppedAt }) => ({
			id,
			name,
			listens: stoppedAt === null && scopes.includes('status')
		})),
		endpoints: listed.value
	};
};

interface Asked {
	staffId: string;
	form: FormData;
	id: string;
}

async function asked(event: RequestEvent): Promise<Asked> {
	const { staffId } = staffSession(event);
	// Also where nothing is done, as by a form that says nothing: whoever may not learns nothing of this page.
	if (!(await isAdministrator(event.locals.services.db, staffId))) error(403, 'forbidden');
	const form = await event.request.formData();
	const id = textOf(form, 'id');
	// What is no id of ours names nothing, and reaches no database.
	return { staffId, form, id: isUuid(id) ? id : '' };
}

/** Forbidden is no word of a form; all else is said where it was asked. */
function refused(id: string, tag: string) {
	if (tag === 'forbidden') error(403, tag);
	return fail(409, { of: id, fault: faultWord(tag) });
}

const back = ({ locals }: RequestEvent): never => redirect(303, `/${locals.lang}/staff/admin/webhooks`);

const pause = (paused: boolean) =>
	(async (event) => {
		const { staffId, id } = await asked(event);
		const done = await pauseEndpoint(event.locals.services, staffId, { id, paused });
		return done.ok ? back(event) : refused(id, done.refusal.tag);
	}) satisfies Actions[string];

export const actions: Actions = {
	// The secret stands in this answer alone: no way leads back to it.
	add: async (event) => {
		const { staffId, form, id: given } = await asked(event);
		const { services } = event.locals;
		const id = given || uuidv7(services.clock(), services.random);
		const typed = {
			name: textOf(form, 'name'),
			address: textOf(form, 'address'),
			partner: textOf(form, 'partner')
		};
		const partner = typed.partner ? await findListening(services.db, typed.partner) : null;
		if (partner === undefined)
			return fail(400, { typed, wrong: 'partner' as const, fault: m.connect_hooks_partner_gone() });
		const { name, address } = typed;
		const made = await addEndpoint(services, staffId, { id, name, address, partnerId: partner?.id ?? null });
		if (made.ok) return { of: id, secret: made.value.secret };
		const { tag } = made.refusal;
		if (tag === 'forbidden') error(403, tag);
		return fail(tag === 'already-made' || tag === 'address-taken' ? 409 : 400, {
			typed,
			wrong: tag === 'name-missing' ? ('name' as const) : ('address' as const),
			fault: faultWord(tag)
		});
	},
	rotate: async (event) => {
		const { staffId, form, id } = await asked(event);
		const version = Number(textOf(form, 'version'));
		if (!Number.isSafeInteger(version)) return refused(id, 'gone');
		const done = await rotateSecret(event.locals.services, staffId, { id, version });
		return done.ok ? { of: id, secret: done.value.secret } : refused(id, done.refusal.tag);
	},
	test: async (event) => {
		const { staffId, id } = await asked(event);
		const done = await sendTest(event.locals.services, staffId, id);
		if (!done.ok) return refused(id, done.refusal.tag);
		const { fault } = done.value;
		return fault === null ? { of: id, fine: m.connect_hooks_test_fine() } : refused(id, fault);
	},
	pause: pause(true),
	resume: pause(false),
	close: async (event) => {
		const { staffId, form, id } = await asked(event);
		if (!textOf(form, 'sure')) return back(event);
		const done = await closeEndpoint(event.locals.services, staffId, id);
		return done.ok ? back(event) : refused(id, done.refusal.tag);
	}
};
