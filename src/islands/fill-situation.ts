import { readDraft, type Phone, type PhoneView } from '#lib/offline/index.ts';
import { all, one } from './fill.ts';
import { SITUATION, type Situation } from './situation.ts';

/**
 * On a course's page: the four boxes are offered before its first lesson and until they are answered; who sells already is
 * led to the check (A6).
 */
export async function fillSituation({ store }: Phone, { progress }: PhoneView): Promise<void> {
	const offer = one(document, '[data-situation]');
	if (!offer) return;
	const situation = await readDraft<Situation>(store, SITUATION);
	const course = progress.courses[offer.dataset.situation!];
	offer.hidden = !!situation || Object.keys(course?.lessons ?? {}).length > 0;
	for (const known of all(document, '[data-known]'))
		known.hidden = !situation?.unmet.includes('no-sells') || course?.check.state === 'passed';
}
