import type { Catalogue } from '../catalog/index.ts';
import type { Db } from '../platform/db.server.ts';
import { readSetting, writeSetting } from '../platform/settings.server.ts';
import type { EventBodies } from '../progress/index.ts';
import { drawForm } from './draw-form.ts';
import { countForm, type ItemCounts } from './item-figures.ts';

const SETTING = 'item-figures';
/** Learners between two breaths of the server. */
const BATCH = 300;

/** What was counted last: first tries, the newest of them, and when. */
interface Counted {
	tries: number;
	newest: number;
	at: number;
}

/** When items were last counted, or nothing before the first time. UTC milliseconds. */
export async function itemsCountedAt(db: Db): Promise<number | undefined> {
	const { at } = await lastCount(db);
	return at || undefined;
}

const lastCount = async (db: Db): Promise<Counted> =>
	JSON.parse(await readSetting(db, SETTING, () => JSON.stringify({ tries: 0, newest: 0, at: 0 }))) as Counted;

/**
 * Counts every item over the first tries of all learners, from the log, by the form and the key that graded them.
 *
 * A job and no projector: a row of an item is everybody's, and learners' transactions must not wait for one another at it
 * (S9); and the first tries of 200,000 learners are no page's work. It counts all of them anew, so that whoever was erased
 * is in no sum (K5), and not at all where no first try came or went.
 * @returns first tries counted; nothing where there was nothing new
 */
export async function countItems(
	db: Db,
	catalogue: Pick<Catalogue, 'version'>,
	now: number
): Promise<number | undefined> {
	const before = await lastCount(db);
	const seen = await db
		.selectFrom('attempt')
		.select((e) => [e.fn.countAll().as('tries'), e.fn.max('submitted_at').as('newest')])
		.where('number', '=', 1)
		.executeTakeFirstOrThrow();
	const [tries, newest] = [Number(seen.tries), Number(seen.newest ?? 0)];
	if (before.at > 0 && before.tries === tries && before.newest === newest) return undefined;

	const all = new Map<string, { course: string; version: string; items: Map<string, ItemCounts> }>();
	let last: { learner_id: string; course: string } | undefined;
	for (;;) {
		const rows = await firstTries(db, last);
		for (const { learner_id, course: id, version, body } of rows) {
			const course = catalogue.version(id, version);
			if (!course) continue;
			const of = all.get(`${id}@${version}`) ?? { course: id, version, items: new Map() };
			all.set(`${id}@${version}`, of);
			const { answers } = JSON.parse(body) as EventBodies['check.submitted'];
			countForm(of.items, drawForm(course, learner_id, 1), answers);
		}
		last = rows.at(-1);
		if (rows.length < BATCH) break;
		// Requests go between.
		await new Promise((resolve) => setImmediate(resolve));
	}
	await db.transaction().execute(async (tx) => {
		await tx.deleteFrom('item_figure').execute();
		for (const { course, version, items } of all.values())
			await tx
				.insertInto('item_figure')
				.values(
					[...items].map(([item, c]) => ({
						course,
						version,
						item,
						tries: c.tries,
						right_tries: c.right,
						rest_sum: c.restSum,
						rest_squares: c.restSquares,
						right_rest_sum: c.rightRestSum,
						choices: JSON.stringify(c.choices)
					}))
				)
				.execute();
		await writeSetting(tx, SETTING, JSON.stringify({ tries, newest, at: now } satisfies Counted));
	});
	return tries;
}

/** The next first tries that counted (A2), each with what was handed in. */
function firstTries(db: Db, after: { learner_id: string; course: string } | undefined) {
	let query = db
		.selectFrom('attempt')
		.innerJoin('event', (join) =>
			join
				.onRef('event.learner_id', '=', 'attempt.learner_id')
				.onRef('event.event_id', '=', 'attempt.event_id')
		)
		.select(['attempt.learner_id', 'attempt.course', 'attempt.version', 'event.body'])
		.where('attempt.number', '=', 1);
	if (after)
		query = query.where((e) =>
			e.or([
				e('attempt.learner_id', '>', after.learner_id),
				e.and([e('attempt.learner_id', '=', after.learner_id), e('attempt.course', '>', after.course)])
			])
		);
	return query.orderBy('attempt.learner_id').orderBy('attempt.course').limit(BATCH).execute();
}

/** Sums of every item of one version, by item. */
export async function readItemCounts(
	db: Db,
	course: string,
	version: string
): Promise<Map<string, ItemCounts>> {
	const rows = await db
		.selectFrom('item_figure')
		.selectAll()
		.where('course', '=', course)
		.where('version', '=', version)
		.execute();
	return new Map(
		rows.map((r) => [
			r.item,
			{
				tries: r.tries,
				right: r.right_tries,
				restSum: r.rest_sum,
				restSquares: r.rest_squares,
				rightRestSum: r.right_rest_sum,
				choices: JSON.parse(r.choices) as Record<string, number>
			}
		])
	);
}

/** Versions whose items were counted, with the most tries that any item has. */
export const readCountedVersions = (db: Db) =>
	db
		.selectFrom('item_figure')
		.select((e) => ['course', 'version', e.fn.max('tries').as('tries')])
		.groupBy(['course', 'version'])
		.execute();
