import { type Lang } from '#lib/platform/country/lang.ts';
import { textOf } from '#lib/accounts/index.server.ts';
import type { Permission } from '#lib/accounts/index.ts';
import { findMember, type Member, type StaffAt } from '#lib/cohorts/index.server.ts';
import { isUuid } from '#lib/platform/ids.ts';
import type { Services } from '#lib/services.server.ts';
import { error, redirect } from '@sveltejs/kit';
import { staffHere } from '../../../../../staff-here.server.ts';
import type { RequestEvent } from './$types';

export interface Act {
	at: StaffAt;
	services: Services;
	cohortId: string;
	learnerId: string;
	learner: Member;
	lang: Lang;
	form: FormData;
	/** A field's text, as typed. */
	text: (field: string) => string;
	/** A field that must hold an id: what does not is no form of this page. */
	idOf: (field: string) => string;
}

/**
 * T1, K7. An act on a learner who is in this class now. When it has been done the page is shown anew, at the part that it
 * changed; what it returns instead is a refusal or something that is shown once.
 */
export const act =
	<T>(permission: Permission, part: string, run: (given: Act) => Promise<T>) =>
	async (event: RequestEvent): Promise<NonNullable<T>> => {
		const at = await staffHere(event, permission);
		const { services, lang } = event.locals;
		const { cohort: cohortId, learner: learnerId } = event.params;
		const learner = await findMember(services, at, cohortId, learnerId);
		if (learner?.state !== 'active') error(404, 'no such page');
		const form = await event.request.formData();
		const text = (field: string) => textOf(form, field);
		const idOf = (field: string) =>
			isUuid(text(field)) ? text(field) : error(400, 'not a form of this page');
		const shown = await run({ at, services, cohortId, learnerId, learner, lang, form, text, idOf });
		if (shown) return shown;
		redirect(303, `${event.url.pathname}?done=${part}#${part}`);
	};

/** A permission was lost between the page and the act. */
export const orGone = <T, R extends { tag: string }>(
	result: { ok: true; value: T } | { ok: false; refusal: R }
): { ok: true; value: T } | { ok: false; refusal: Exclude<R, { tag: 'forbidden' }> } => {
	if (result.ok) return result;
	if (result.refusal.tag === 'forbidden') error(404, 'no such page');
	return result as { ok: false; refusal: Exclude<R, { tag: 'forbidden' }> };
};
