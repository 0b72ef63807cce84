import { practicalQueues } from '#lib/assessment/index.server.ts';
import type { KeptClass, KeptCourse } from '#lib/class-phone/index.ts';
import { readBoard, readToKeep } from '#lib/cohorts/index.server.ts';
import { error, json } from '@sveltejs/kit';
import { staffHere } from '../../../../staff-here.server.ts';
import { needWords, nextWords } from '../board-words.ts';
import { coursesOf } from '../marks/courses-of.server.ts';
import { practicalParts } from '../marks/practical-parts.ts';
import type { RequestHandler } from './$types';

/**
 * The class as a trainer takes it along (docs/decisions/014): what its board, its meetings and its practicals say now, and her
 * own notes. No phone number, nothing that others wrote.
 */
export const GET: RequestHandler = async (event) => {
	const at = await staffHere(event, 'learners.teach');
	const { services, lang } = event.locals;
	const { cohort } = event.params;
	const [board, kept, courses] = await Promise.all([
		readBoard(services, at, cohort, lang),
		readToKeep(services, at, cohort),
		coursesOf(services, at, cohort)
	]);
	if (!board || !kept) error(404, 'no such page');
	const ids = board.learners.map(({ id }) => id);
	const queues = await practicalQueues(services.db, courses, ids);
	const body: KeptClass = {
		staff: at.staffId,
		organisation: at.organisationId,
		cohort,
		name: kept.name,
		zone: at.zone,
		at: services.clock(),
		learners: board.learners.map(({ id, name, needs, done, cells, lastAt }) => ({
			id,
			name,
			needs: needs.map((need) => ({ why: needWords(need, board.columns), next: nextWords[need.next]() })),
			done,
			columns: cells.length,
			lastAt,
			keeps: !kept.unkept.has(id)
		})),
		meetings: kept.meetings.map(({ id, number, heldOn, title, cancelled, marks }) => ({
			id,
			number,
			heldOn,
			title: title[lang],
			cancelled,
			marks
		})),
		courses: courses.map((course, i): KeptCourse => ({
			id: course.id,
			version: course.version,
			title: course.title[lang],
			pass: course.practical.pass,
			rubric: course.practical.rubric.map((line) => ({ id: line.id, text: line.text[lang] })),
			practicals: queues[i]!.filter(({ state }) => state !== 'marked').map((queued) => ({
				learner: queued.learnerId,
				parts: practicalParts(queued),
				state: queued.state
			}))
		})),
		notes: kept.notes
	};
	return json(body, { headers: { 'cache-control': 'no-store' } });
};
