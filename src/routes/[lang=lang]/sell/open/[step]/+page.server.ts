import { error, fail, redirect } from '@sveltejs/kit';
import { faultWord, handleWord, isOpenStep, phoneWord, photoWord, stepAfter } from '#lib/selling/index.ts';
import {
	answerStep,
	readForm,
	readOwnQr,
	textFields,
	type AnswerRefusal
} from '#lib/selling/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { inWords } from '../../fault-words.ts';
import { joinedLearner } from '../../seller.ts';
import { openingOf, stopWord } from '../opening.ts';
import type { Actions, PageServerLoad } from './$types';

/** One question that opens a shop. */
export const load: PageServerLoad = async ({ locals, params, url }) => {
	const { step } = params;
	if (!isOpenStep(step)) error(404, 'no such question');
	const opening = await openingOf(locals, url);
	// Her answer waits on the phone, which has just found its signal again: she goes on.
	if (url.searchParams.has('kept')) redirect(303, wayOn(step, locals.lang, url));
	const { services, learner, formToken } = locals;
	const qr = step === 'pay' ? await readOwnQr(services.db, learner!.learnerId) : undefined;
	return {
		formToken,
		step,
		opening,
		/** She came from the look at the whole, and goes back there. */
		fromLook: fromLook(url),
		qr: qr ? `data:${qr.type};base64,${Buffer.from(qr.bytes).toString('base64')}` : null
	};
};

export const actions: Actions = {
	default: async ({ locals, params, request, url }) => {
		const { step } = params;
		if (!isOpenStep(step)) error(404, 'no such question');
		const learnerId = joinedLearner(locals);
		const form = await readForm(request);
		const values = textFields(form);
		const file = form.get('photo');
		const picture = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
		const skip = values.skip === '1';
		const done = await answerStep(locals.services, learnerId, step, { skip, fields: values, picture });
		if (done.ok) redirect(303, wayOn(step, locals.lang, url));
		const { refusal } = done;
		const free = refusal.tag === 'taken' ? refusal.free : [];
		return fail(statusOf(refusal), { values, free, ...said(refusal) });
	}
};

const fromLook = (url: URL): boolean => url.searchParams.get('from') === 'look';
const wayOn = (step: Parameters<typeof stepAfter>[0], lang: string, url: URL): string =>
	`/${lang}/sell/open/${fromLook(url) ? 'look' : stepAfter(step)}`;

function statusOf(refusal: AnswerRefusal): number {
	if (refusal.tag === 'picture') return refusal.fault === 'too-big' ? 413 : 400;
	return ['no-seller', 'no-shop', 'suspended', 'under-18', 'shop', 'not-ready'].includes(refusal.tag)
		? 409
		: 400;
}

interface Said {
	/** By field. */
	faults: Record<string, string>;
	/** Over the question, where it is about no field. */
	message?: string;
}

/** What is wrong, in words, beside its field. */
function said(refusal: AnswerRefusal): Said {
	switch (refusal.tag) {
		case 'fields':
			return { faults: inWords(refusal.faults) };
		case 'hours':
			return { faults: { from: faultWord(refusal.fault) } };
		case 'phone':
			return { faults: { phone: phoneWord(refusal.fault) } };
		case 'handle':
			return {
				faults: { handle: refusal.fault === 'missing' ? faultWord('missing') : handleWord(refusal.fault) }
			};
		case 'taken':
			return { faults: { handle: handleWord('taken') } };
		case 'title':
			return { faults: { title: faultWord(refusal.fault) } };
		case 'picture':
			return { faults: { photo: photoWord(refusal.fault) } };
		case 'not-ready':
			return { faults: {}, message: m.selling_y_not_ready() };
		case 'no-shop':
			return { faults: {}, message: m.selling_no_seller() };
		default:
			return { faults: {}, message: stopWord(refusal) };
	}
}
