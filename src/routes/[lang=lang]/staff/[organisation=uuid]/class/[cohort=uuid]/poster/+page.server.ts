import { LANGS, OWN } from '#lib/platform/country/lang.ts';
import { findCohort, findOpenCode, may } from '#lib/cohorts/index.server.ts';
import { dayIn, groupClassNumber, meetingDays, readClassPlan } from '#lib/cohorts/index.ts';
import { error } from '@sveltejs/kit';
import { qrSquares } from '../../../../../me/card/qr.server.ts';
import { staffHere } from '../../../../staff-here.server.ts';
import type { PageServerLoad } from './$types';

const WORDS = { [OWN]: [OWN], en: ['en'], both: LANGS } as const;

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.teach');
	const { services, lang } = event.locals;
	const { cohort: cohortId } = event.params;
	const [cohort, code] = await Promise.all([
		findCohort(services.db, at.organisationId, cohortId),
		findOpenCode(services.db, at.organisationId, cohortId, services.clock())
	]);
	if (!cohort) error(404, 'no such page');
	const asked = event.url.searchParams.get('words') ?? '';
	const words = (Object.hasOwn(WORDS, asked) ? asked : lang) as keyof typeof WORDS;
	const plan = readClassPlan(cohort.plan, cohort.course);
	const today = dayIn(at.zone, services.clock());
	const first = WORDS[words][0];
	return {
		words,
		languages: WORDS[words],
		mayEdit: may(at, 'class.edit', cohortId),
		number: code && {
			text: groupClassNumber(code.code),
			until: code.expires_at,
			// The address as a person types it, without what every browser adds.
			address: `${services.env.origin.replace(/^https?:\/\//, '')}/${first}/join`,
			qr: qrSquares(`${services.env.origin}/${first}/join?class=${code.code}`)
		},
		// A class whose days nobody has set names none.
		plan: {
			set: plan.startsOn !== '',
			weekday: plan.weekday,
			time: plan.time,
			place: plan.place,
			// Past its first meeting a poster names only day and hour.
			first: meetingDays(plan).find((day) => day >= today)
		},
		firstIsNext: meetingDays(plan).every((day) => day >= today)
	};
};
