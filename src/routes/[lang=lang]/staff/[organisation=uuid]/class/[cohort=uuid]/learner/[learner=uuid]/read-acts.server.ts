import { OWN, inBoth, otherOf } from '#lib/platform/country/lang.ts';
import { readGrantedTries, readAttempts, readLateWork } from '#lib/assessment/index.server.ts';
import type { Lang } from '#lib/catalog/index.ts';
import {
	findCohort,
	listOpened,
	listTemplates,
	maskedNumber,
	may,
	NOTE_MOST,
	readContactPreference,
	readHelpRequests,
	readNotes,
	staffNames,
	type Member,
	type StaffAt
} from '#lib/cohorts/index.server.ts';
import {
	BUILT_IN_MESSAGES,
	buildMessage,
	decideReach,
	mayCall,
	readClassPlan,
	type ContactPreference
} from '#lib/cohorts/index.ts';
import { readFollowUps } from '#lib/follow-up/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { uuidv7 } from '#lib/platform/ids.ts';
import type { Services } from '#lib/services.server.ts';
import { dayWord } from './words.ts';

/** Everything that staff can do for one learner of a class; undefined for whoever may only look (a viewer). */
export async function readActs(
	services: Services,
	at: StaffAt,
	cohortId: string,
	learner: Member,
	lang: Lang
) {
	if (!may(at, 'learners.teach', cohortId) || learner.state !== 'active') return undefined;
	const { db, clock, random, catalogue } = services;
	const { organisationId } = at;
	const of = { cohortId, learnerId: learner.id };
	const [cohort, person, preference, number, own, opened, notes, attempts, tries, late, asked, followUps] =
		await Promise.all([
			findCohort(db, organisationId, cohortId),
			db.selectFrom('learner').select('locale').where('learner_id', '=', learner.id).executeTakeFirst(),
			readContactPreference(db, learner.id, organisationId),
			maskedNumber(services, learner.id),
			listTemplates(db, organisationId),
			listOpened(db, organisationId, learner.id),
			readNotes(services, at, of),
			readAttempts(db, learner.id),
			readGrantedTries(db, learner.id),
			readLateWork(db, learner.id),
			readHelpRequests(db, learner.id),
			readFollowUps(db, learner.id, clock())
		]);
	const hers: Lang = person?.locale === 'en' ? 'en' : OWN;
	const plan = cohort && readClassPlan(cohort.plan, cohort.course);
	const named = (locale: Lang) => ({
		name: learner.name,
		day: plan?.startsOn ? dayWord(plan.weekday, locale) : ''
	});
	const texts = [
		...BUILT_IN_MESSAGES.map(({ id, text }) => ({ id, ...inBoth(text) })),
		...own.map(({ template_id: id, ur, en }) => ({ id, [OWN]: ur, en }))
	];
	const messages = ([hers, otherOf(hers)] as const).flatMap((locale) =>
		texts
			.filter((text) => named(locale).day || !text[locale].includes('{day}'))
			.map((text) => ({
				id: `${text.id} ${locale}`,
				lang: locale,
				text: buildMessage(text[locale], named(locale))
			}))
	);
	const said: ContactPreference = preference ?? { whose: '', hours: [], ways: '' };
	const titleOf = (course: string, lesson = '') => {
		const found = catalogue.course(course);
		const inIt = found?.lessons.find((l) => l.id === lesson);
		return inIt ? `${inIt.number}. ${inIt.title[lang]}` : (found?.title[lang] ?? '');
	};
	const now = clock();
	const names = await staffNames(
		db,
		organisationId,
		[
			...opened.map((o) => o.by_person),
			...notes.map((n) => n.by),
			...tries.map((t) => t.by_person),
			...late.map((l) => l.decision?.by ?? ''),
			...asked.map((a) => a.answered_by ?? ''),
			...(followUps?.months.map(({ said: one }) => one?.by ?? '') ?? []),
			preference?.by ?? ''
		].filter((id) => id && id !== 'self')
	);
	return {
		/** Of the forms: a second tap makes nothing new. */
		id: uuidv7(now, random),
		now,
		zone: at.zone,
		contact: {
			number,
			said,
			saidAt: preference?.at,
			saidBy: preference && (preference.by === 'self' ? ('self' as const) : (names[preference.by] ?? '')),
			reach: decideReach(said, now, at.zone).reach,
			mayCall: mayCall(said),
			mayReveal: may(at, 'contact.reveal', cohortId)
		},
		maySame: may(at, 'learners.manage', cohortId),
		messages,
		opened: opened.map((o) => ({
			id: o.opened_id,
			way: o.way,
			text: texts.find((text) => o.template.startsWith(`${text.id} `))?.[lang] ?? '',
			at: o.at,
			by: names[o.by_person] ?? ''
		})),
		notes: notes.map((note) => ({ ...note, by: names[note.by] ?? '' })),
		noteMost: NOTE_MOST,
		tries: catalogue
			.courses()
			.filter(({ id }) => attempts.some((a) => a.course === id))
			.map((course) => {
				const last = attempts.filter((a) => a.course === course.id).at(-1)!;
				return {
					course: course.id,
					title: course.title[lang],
					number: last.number,
					passed: attempts.some((a) => a.course === course.id && a.passed),
					opensAt: last.opensNextAt ?? now,
					granted: tries
						.filter((t) => t.course === course.id)
						.map((t) => ({ at: t.at, by: names[t.by_person] ?? '' }))
				};
			}),
		late: late.map((work) => ({
			...work,
			title: titleOf(work.course, work.lesson),
			decidedBy: names[work.decision?.by ?? ''] ?? ''
		})),
		asked: asked.map((a) => ({
			id: a.event_id,
			title: titleOf(a.course, a.lesson) || m.acts_help_any(),
			at: a.at,
			answeredAt: a.answered_at,
			by: names[a.answered_by ?? ''] ?? ''
		})),
		/** Without what she said: that is counted, and read by nobody. */
		followUps: followUps && {
			allowed: followUps.allowed,
			months: followUps.months.map(({ month, from, until, state, isOpen, said: one }) => ({
				month,
				from,
				until,
				state,
				isOpen,
				...(one && { at: one.at, by: one.by === 'self' ? null : (names[one.by] ?? '') })
			}))
		}
	};
}

export type Acts = NonNullable<Awaited<ReturnType<typeof readActs>>>;
