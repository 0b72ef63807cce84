import { canonicalJson } from '../platform/hash.ts';
import type { Db } from '../platform/db.server.ts';
import { readAboutMe, type AboutMe } from './about-me.ts';

const rowsOf = (db: Db, learnerId: string) =>
	db.selectFrom('about_me').select(['at', 'answers']).where('learner_id', '=', learnerId);

const open = (
	row: { at: number; answers: string } | undefined
): { at: number; told: AboutMe } | undefined => {
	if (!row) return undefined;
	const answers = JSON.parse(row.answers) as Record<string, unknown>;
	return { at: row.at, told: readAboutMe((field) => answers[field]) };
};

export const readLatestAboutMe = async (db: Db, learnerId: string) =>
	open(await rowsOf(db, learnerId).orderBy('at', 'desc').limit(1).executeTakeFirst());

/** What she told first: the baseline of every later comparison. */
export const readFirstAboutMe = async (db: Db, learnerId: string) =>
	open(await rowsOf(db, learnerId).orderBy('at').limit(1).executeTakeFirst());

/** Adds a dated row; older ones stay. The same answers again add nothing. @returns whether a row was added */
export async function addAboutMe(db: Db, learnerId: string, told: AboutMe, at: number): Promise<boolean> {
	const before = await readLatestAboutMe(db, learnerId);
	if (canonicalJson(before?.told ?? {}) === canonicalJson(told)) return false;
	const row = await db
		.insertInto('about_me')
		.values({ learner_id: learnerId, at: Math.max(at, (before?.at ?? 0) + 1), answers: canonicalJson(told) })
		.onConflict((c) => c.columns(['learner_id', 'at']).doNothing())
		.returning('at')
		.executeTakeFirst();
	return row !== undefined;
}
