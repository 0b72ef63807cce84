import type { LearnerStory } from '#lib/cohorts/index.server.ts';
import type { Told } from '#lib/cohorts/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

const attendance = {
	here: m.insight_told_here,
	away: m.insight_told_away,
	excused: m.insight_told_excused
};
const place: Record<string, () => string> = {
	asked: m.insight_told_asked_in,
	queued: m.insight_told_queued,
	active: m.insight_told_in_class,
	left: m.insight_told_left,
	moved: m.insight_told_moved,
	refused: m.insight_told_refused
};

/** One moment in plain words. */
export function tellWords(told: Told, courses: LearnerStory['courses']): string {
	const lesson = (course: string, id: string): string => {
		const found = courses.find((c) => c.id === course)?.lessons.find((l) => l.lesson === id);
		return found ? m.insight_lesson({ number: found.number, title: found.title }) : id;
	};
	switch (told.tag) {
		case 'lesson_begun':
			return m.insight_told_begun({ lesson: lesson(told.course, told.lesson) });
		case 'lesson_finished':
			return m.insight_told_finished({ lesson: lesson(told.course, told.lesson) });
		case 'practice':
			return told.missed.length
				? m.insight_told_practice_missed({
						lesson: lesson(told.course, told.lesson),
						n: told.missed.length
					})
				: m.insight_told_practice({ lesson: lesson(told.course, told.lesson) });
		case 'check':
			if (told.score === null) return m.insight_told_check({ n: told.number });
			return told.passed
				? m.insight_told_check_passed({ n: told.number, score: told.score })
				: m.insight_told_check_not({ n: told.number, score: told.score });
		case 'prepost':
			return told.phase === 'before' ? m.insight_told_before() : m.insight_told_after();
		case 'asked':
			return told.lesson
				? m.insight_told_asked_about({ lesson: lesson(told.course, told.lesson) })
				: m.insight_told_asked();
		case 'marked':
			return m.insight_told_marked({ met: told.met, of: told.of });
		case 'try_granted':
			return m.insight_told_try();
		case 'late_decided':
			return told.accepted ? m.insight_told_late_yes() : m.insight_told_late_no();
		case 'attendance':
			return attendance[told.state]();
		case 'badge':
			return m.insight_told_badge();
		case 'place':
			return place[told.state]?.() ?? told.state;
	}
}
