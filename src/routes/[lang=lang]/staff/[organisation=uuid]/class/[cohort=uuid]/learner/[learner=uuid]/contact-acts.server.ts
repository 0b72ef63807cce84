import { OWN } from '#lib/platform/country/lang.ts';
import {
	findCohort,
	findTemplate,
	openMessage,
	revealContact,
	writeDownContact,
	type MessageWay
} from '#lib/cohorts/index.server.ts';
import {
	BUILT_IN_MESSAGES,
	buildMessage,
	localNumber,
	readClassPlan,
	readPreference
} from '#lib/cohorts/index.ts';
import { isUuid } from '#lib/platform/ids.ts';
import { fail } from '@sveltejs/kit';
import { act, orGone, type Act } from './act.server.ts';
import { dayWord } from './words.ts';

export const contact = act(
	'learners.teach',
	'contact',
	async ({ services, at, cohortId, learnerId, form }) => {
		const preference = readPreference((field) => form.getAll(field));
		orGone(await writeDownContact(services, at, { cohortId, learnerId, preference }));
	}
);

export const reveal = act('contact.reveal', 'contact', async ({ services, at, cohortId, learnerId }) => {
	const shown = orGone(await revealContact(services, at, { cohortId, learnerId }));
	// The page says what she asked for, and from when on she may be reached.
	return shown.ok ? { revealed: localNumber(shown.value.number) } : fail(409, {});
});

const WAYS: readonly string[] = ['whatsapp', 'sms', 'call'] satisfies MessageWay[];

/** T6. Logged as opened, then the address: our own policy for forms keeps a form from leading to another site by itself. */
export const message = act('contact.reveal', 'messages', async (given) => {
	const { services, at, cohortId, learnerId, text, idOf } = given;
	const way = text('way') as MessageWay;
	const chosen = way === 'call' ? { template: '', words: '' } : await chosenMessage(given);
	if (!WAYS.includes(way) || !chosen) return fail(400, { unsent: 'choose' as const });
	const opened = orGone(
		await openMessage(services, at, {
			id: idOf('id'),
			cohortId,
			learnerId,
			way,
			template: chosen.template,
			text: chosen.words
		})
	);
	return opened.ok
		? { opened: { way, address: opened.value.address, text: chosen.words } }
		: fail(409, { unsent: opened.refusal.tag });
});

/** The chosen message, by its id and language, and as it is sent; undefined when there is none like it. */
async function chosenMessage({
	services,
	at,
	cohortId,
	learner,
	text
}: Act): Promise<{ template: string; words: string } | undefined> {
	const [id = '', language] = text('template').split(' ');
	const locale = language === 'en' ? 'en' : OWN;
	const own = isUuid(id) ? await findTemplate(services.db, at.organisationId, id) : undefined;
	const words =
		own?.[locale === 'en' ? 'en' : 'ur'] ?? BUILT_IN_MESSAGES.find((one) => one.id === id)?.text(locale);
	if (words === undefined) return undefined;
	const cohort = await findCohort(services.db, at.organisationId, cohortId);
	const plan = cohort && readClassPlan(cohort.plan, cohort.course);
	return {
		template: `${id} ${locale}`,
		words: buildMessage(words, {
			name: learner.name,
			day: plan?.startsOn ? dayWord(plan.weekday, locale) : ''
		})
	};
}
