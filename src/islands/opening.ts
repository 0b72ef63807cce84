/** A shop on its way, as this phone knows it: what the server last showed, over it what waits here for a signal. */
import type { KeptForm } from '#lib/offline/index.ts';
import { isOpenStep, type OpenStep } from '#lib/selling/index.ts';

/** Name of what is kept, sealed, of her answers (K8). */
export const OPENING = 'opening';

export type Answered = Partial<Record<OpenStep, Record<string, string>>>;

/** What the server last showed; nothing once the shop is open. */
export interface Shown {
	values?: Answered;
	/** What she has answered there or passed over: the rest is suggested. */
	asked?: OpenStep[];
}

const STEP = /\/sell\/open\/([a-z]+)$/;

/** The question that an address names; `start` where it names none. */
export function stepIn(pathname: string): OpenStep | 'look' | 'start' {
	const step = STEP.exec(pathname)?.[1] ?? 'start';
	return step === 'look' || isOpenStep(step) ? step : 'start';
}

/** What the server did not take, by question: where a later answer waits, that one counts. */
export function refusedIn<Form extends Pick<KeptForm, 'url' | 'refused'>>(
	forms: readonly Form[]
): Map<OpenStep, Form> {
	const found = new Map<OpenStep, Form>();
	for (const form of forms) {
		const step = stepIn(new URL(form.url).pathname);
		if (step === 'look' || step === 'start') continue;
		if (form.refused) found.set(step, form);
		else found.delete(step);
	}
	return found;
}

/** What waits on the phone, by question; the last one counts, as on the server. */
export async function answersIn(
	forms: readonly Pick<KeptForm, 'url' | 'type' | 'body'>[]
): Promise<Answered> {
	const answered: Answered = {};
	for (const { url, type, body } of forms) {
		const step = stepIn(new URL(url).pathname);
		if (step === 'look' || step === 'start') continue;
		const read = new Response(body as BodyInit, { headers: { 'content-type': type } }).formData();
		const fields = [...(await read.catch(() => new FormData()))];
		answered[step] = Object.fromEntries(
			fields.flatMap(([name, value]) =>
				typeof value === 'string' && name !== 'skip' && name !== '_form' ? [[name, value]] : []
			)
		);
	}
	return answered;
}
