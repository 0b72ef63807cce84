import { practiceOf, wallPapers, type PlayData } from '#lib/catalog/index.ts';
import { error } from '@sveltejs/kit';
import { wholeCourse } from '../../../find-course.server.ts';
import { findLesson } from '../../../find.ts';
import { places } from '../../../paper-view.ts';
import type { PageServerLoad } from './$types';

/**
 * What a practice makes to be hung on a wall. Published, and empty (C1): what she filled in never left her phone, and stands
 * there only on her phone; a trainer prints it to be filled by hand.
 */
export const load: PageServerLoad = ({ locals: { lang, services }, params }) => {
	wholeCourse({ services, lang }, params.course, `/${params.lesson}/paper`);
	const found = findLesson(services.catalogue, params);
	const practice = found && practiceOf(found.lesson);
	const papers = practice?.type === 'play' ? wallPapers(practice.data[lang] as PlayData) : [];
	if (!found || !practice || !papers.length) error(404, 'no such paper');
	return {
		practice: practice.id,
		back: `/${lang}/learn/${found.course.id}/${found.lesson.id}#${practice.id}-do`,
		papers: papers.map(({ paper, reads }) => ({ title: paper, lines: reads.map(places) }))
	};
};
