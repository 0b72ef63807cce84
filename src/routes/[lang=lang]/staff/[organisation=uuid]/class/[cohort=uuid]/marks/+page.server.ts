import { cleanLine, textOf } from '#lib/accounts/index.server.ts';
import { practicalQueues } from '#lib/assessment/index.server.ts';
import { BY_RULE } from '#lib/assessment/index.ts';
import { lessonById, practicalKind } from '#lib/catalog/index.ts';
import { auditProgress, findMember, listActiveMembers, staffNames } from '#lib/cohorts/index.server.ts';
import { isUuid, uuidv7 } from '#lib/platform/ids.ts';
import { recordStaffEvents } from '#lib/sync/index.server.ts';
import { error, fail, redirect } from '@sveltejs/kit';
import { staffHere } from '../../../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';
import { coursesOf } from './courses-of.server.ts';

/** Characters of what she is told; an event's text holds no more. */
const COMMENT_MOST = 400;

export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.teach');
	const { services, lang } = event.locals;
	const { db, clock, random } = services;
	const [members, courses] = await Promise.all([
		listActiveMembers(db, at, event.params.cohort),
		coursesOf(services, at, event.params.cohort)
	]);
	const ids = members.map((one) => one.id);
	const queues = await practicalQueues(db, courses, ids);
	const by = queues.flat().flatMap((q) => (q.mark && q.mark.by !== BY_RULE ? [q.mark.by] : []));
	const names = await staffNames(db, at.organisationId, by);
	return {
		zone: at.zone,
		members: members.length,
		marked: event.url.searchParams.get('marked'),
		commentMost: COMMENT_MOST,
		courses: courses.map((course, i) => ({
			id: course.id,
			version: course.version,
			title: course.title[lang],
			/** Of what is shown in person: the lesson after which it is. */
			shownAfter:
				practicalKind(course) === 'shown'
					? lessonById(course, course.practical.lesson)?.title[lang]
					: undefined,
			pass: course.practical.pass,
			rubric: course.practical.rubric.map((line) => ({ id: line.id, text: line.text[lang] })),
			queue: queues[i]!.map(({ mark, ...queued }) => ({
				...queued,
				name: members.find((one) => one.id === queued.learnerId)!.name,
				form: uuidv7(clock(), random),
				mark: mark && { ...mark, byRule: mark.by === BY_RULE, by: names[mark.by] ?? '' }
			}))
		}))
	};
};

export const actions: Actions = {
	default: async (event) => {
		const at = await staffHere(event, 'learners.teach');
		const { services } = event.locals;
		const { cohort } = event.params;
		const form = await event.request.formData();
		const learnerId = textOf(form, 'learner');
		const id = textOf(form, 'id');
		const learner = isUuid(learnerId) && (await findMember(services, at, cohort, learnerId));
		if (!learner || learner.state !== 'active') error(404, 'no such page');
		const asked = textOf(form, 'course');
		const named = (await coursesOf(services, at, cohort)).find(({ id }) => id === asked);
		const course = named && (services.catalogue.version(named.id, textOf(form, 'version')) ?? named);
		if (!course || !isUuid(id)) error(400, 'not a form of this page');
		const comment = cleanLine(textOf(form, 'comment'));
		const marks = Object.fromEntries(
			course.practical.rubric.map(({ id: line }) => [line, form.get(`line-${line}`) === 'yes'])
		);
		const typed = { learner: learnerId, course: course.id, marks, comment };
		if (comment.length > COMMENT_MOST) return fail(400, { ...typed, fault: 'long' as const });
		const body = { course: course.id, version: course.version, marks, comment };
		const [outcome] = await recordStaffEvents(
			services,
			at.staffId,
			learnerId,
			[{ kind: 'practical.marked', body, act: [id] }],
			{ also: auditProgress(services, { ...at, cohortId: cohort }) }
		);
		if (outcome?.outcome === 'rejected') return fail(409, { ...typed, fault: 'unkept' as const });
		redirect(303, `${event.url.pathname}?marked=${course.id}-${learnerId}#of-${course.id}-${learnerId}`);
	}
};
