import {
	changePassword,
	deviceOf,
	endOtherSessions,
	readName,
	readOwnAccount,
	readSecondStep,
	renameSelf,
	renewRecovery,
	textOf,
	turnOffFactor,
	withWait
} from '#lib/accounts/index.server.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { staffSession } from '../staff-here.server.ts';
import type { StaffFault } from '../staff-faults.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
	const { staffId } = staffSession(event);
	const { services, formToken } = event.locals;
	return {
		formToken,
		saved: event.url.searchParams.has('saved'),
		/** Makes a second tap the same request. */
		codesForm: uuidv7(event.locals.services.clock(), event.locals.services.random),
		account: await readOwnAccount(services, staffId)
	};
};

async function self(event: RequestEvent) {
	const { staffId } = staffSession(event);
	const { sessionId } = (await readSecondStep(event.locals.services, event.cookies))!;
	return { services: event.locals.services, staffId, sessionId, form: await event.request.formData() };
}

const done = ({ locals }: RequestEvent) => redirect(303, `/${locals.lang}/staff/me?saved`);
const again = (faults: Record<string, StaffFault>, typed?: { name: string }) =>
	fail(400, { faults, name: typed?.name });

export const actions: Actions = {
	name: async (event) => {
		const { services, staffId, form } = await self(event);
		const typed = textOf(form, 'name');
		const name = readName(typed);
		if (!name) return again({ name: { tag: 'name' } }, { name: typed.slice(0, 200) });
		await renameSelf(services, staffId, name);
		return done(event);
	},
	password: async (event) => {
		const { services, form, ...who } = await self(event);
		const me = { ...who, deviceHash: deviceOf(services, event.cookies) };
		const given = { old: textOf(form, 'old').slice(0, 200), fresh: textOf(form, 'fresh') };
		const changed = await changePassword(services, me, given);
		if (changed.ok) return done(event);
		const fault = withWait(changed.refusal, services.clock());
		return again({ [fault.tag === 'old_password' || fault.tag === 'wait' ? 'old' : 'fresh']: fault });
	},
	sessions: async (event) => {
		const { services, ...who } = await self(event);
		await endOtherSessions(services, who);
		return done(event);
	},
	codes: async (event) => {
		const { services, form, ...who } = await self(event);
		const given = { form: textOf(form, 'form').slice(0, 60), typed: textOf(form, 'code').slice(0, 60) };
		const renewed = await renewRecovery(services, who, given);
		if (renewed.ok) return { codes: renewed.value.codes };
		return again({ renew: withWait(renewed.refusal, services.clock()) });
	},
	off: async (event) => {
		const { services, staffId, form } = await self(event);
		const off = await turnOffFactor(services, staffId, textOf(form, 'code').slice(0, 60));
		if (off.ok) return done(event);
		if (off.refusal.tag === 'forbidden') error(404, 'no such page');
		return again({ code: withWait(off.refusal, services.clock()) });
	}
};
