import { findOpenLearner, joinedOf, takeHandover } from '#lib/accounts/index.server.ts';
import { dueNow } from '#lib/follow-up/index.ts';
import { readProgress } from '#lib/progress/index.server.ts';
import { courseView } from '../course-view.ts';
import type { PageServerLoad } from './$types';
import { fromClass } from './from-class.server.ts';
import { workView } from './work-view.ts';

/** Hers alone: never published, never cached. */
export const load: PageServerLoad = async ({ cookies, locals: { lang, learner, services }, setHeaders }) => {
	setHeaders({ 'cache-control': 'private, no-store' });
	const { db, catalogue } = services;
	const first = catalogue
		.courses()
		.slice(0, 1)
		.map((course) => courseView(course, lang))[0];
	const person = learner && (await findOpenLearner(db, learner.learnerId));
	if (!person)
		return {
			first,
			person: null,
			work: null,
			from: null,
			joined: [],
			orders: 0,
			followUp: undefined,
			now: services.clock()
		};
	const handover = takeHandover(services, cookies, person.learner_id);
	const news = await services.readNews(db, person.learner_id);
	const progress = await readProgress(db, person.learner_id, news);
	return {
		first,
		person: {
			id: person.learner_id,
			name: person.display_name,
			seed: person.tile_seed,
			joined: person.kind === 'joined'
		},
		joined: handover ? joinedOf(handover) : [],
		work: workView(catalogue.earned(), progress, news, lang),
		from: await fromClass(services, person.learner_id, catalogue.courses(), news, lang),
		orders: news.orders ?? 0,
		followUp: dueNow(news.followUps ?? [], [], services.clock())?.month,
		now: services.clock()
	};
};
