import { redirect } from '@sveltejs/kit';

/** Who is at work here: a joined learner. Anybody else is shown the way in. */
export function joinedLearner({ learner, lang }: App.Locals): string {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
	return learner.learnerId;
}

/**
 * K3. The same, on pages that are there to change something: her secret is asked for before she begins to type, where only
 * her phone opened the session.
 */
export function provenLearner(locals: App.Locals, { pathname }: URL): string {
	const learnerId = joinedLearner(locals);
	if (locals.proof !== 'secret')
		redirect(303, `/${locals.lang}/login/again?to=${encodeURIComponent(pathname)}`);
	return learnerId;
}

/** The same, with a shop of her own; without one, back to where it is made. */
export function orSell<T>(found: T | undefined, lang: string): T {
	if (found === undefined) redirect(303, `/${lang}/sell`);
	return found;
}
