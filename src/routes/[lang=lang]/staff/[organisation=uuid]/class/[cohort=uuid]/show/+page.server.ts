import { countHere, readBoard, readMeetings } from '#lib/cohorts/index.server.ts';
import { dayIn, showClass, tellCount } from '#lib/cohorts/index.ts';
import { error } from '@sveltejs/kit';
import { staffHere } from '../../../../staff-here.server.ts';
import type { PageServerLoad } from './$types';

/** For the wall of the room: what is sent to the page is all that anybody could read there. */
export const load: PageServerLoad = async (event) => {
	const at = await staffHere(event, 'learners.teach');
	const { services, lang } = event.locals;
	const { cohort } = event.params;
	const [board, found] = await Promise.all([
		readBoard(services, at, cohort, lang),
		readMeetings(services, at, cohort)
	]);
	if (!board || !found) error(404, 'no such page');
	const today = dayIn(at.zone, services.clock());
	const held = found.meetings
		.filter((m) => !m.cancelled && m.heldOn <= today)
		.sort((a, b) => (a.heldOn < b.heldOn ? -1 : 1))
		.at(-1);
	const marks = held && (await countHere(services, at, cohort, held.id));
	return {
		show: showClass(board),
		meeting:
			held && marks
				? {
						number: held.number,
						heldOn: held.heldOn,
						title: held.title,
						marked: marks.marked > 0,
						here: tellCount(marks.here, board.learners.length)
					}
				: undefined
	};
};
