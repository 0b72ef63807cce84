/** T5. Which other record may be the same woman, and what stands under both, before anybody decides. */
import { isUsed, learnerByCode } from '#lib/accounts/index.server.ts';
import { DAY } from '../platform/clock.ts';
import type { Services } from '../services.server.ts';
import { decideJoin, JOIN_LASTS_DAYS } from './decide-join.ts';
import { fold } from './import/fold.ts';
import { knownTo } from './import/preview-import.server.ts';
import { findJoin, listJoins, placesOfLearner, readStanding } from './join.repository.server.ts';
import { staffNames } from './staff-names.server.ts';
import { may, type StaffAt } from './staff-at.server.ts';

const MOST_FOUND = 12;

/** T1. Whether all of these are in classes whose learners this person looks after. */
export async function mayKnow(
	services: Services,
	at: StaffAt,
	cohortId: string,
	ids: readonly string[]
): Promise<boolean> {
	const known = new Set((await knownTo(services, at, cohortId)).map((person) => person.id));
	return ids.every((id) => known.has(id));
}

/** Which of the two would be kept, or why they are not joined. */
export async function decidePair(services: Services, at: StaffAt, first: string, second: string) {
	const facts = async (id: string) => {
		const places = await placesOfLearner(services.db, id);
		return {
			id,
			used: await isUsed(services.db, id),
			elsewhere: places.some(
				(p) => p.organisation_id !== at.organisationId || !may(at, 'learners.manage', p.cohort_id)
			)
		};
	};
	return decideJoin(await facts(first), await facts(second));
}

/** Whether this form has been done already, in this organisation. */
export const isJoined = async (
	{ db }: Pick<Services, 'db'>,
	at: StaffAt,
	keptId: string,
	mergeId: string
): Promise<boolean> => (await findJoin(db, keptId, mergeId))?.organisation_id === at.organisationId;

export interface Candidate {
	id: string;
	name: string;
	classes: string[];
}

export interface JoinPage {
	/** Searched for, or, without a search, of the same name or number. */
	found: Candidate[];
	/** More were found than are shown. */
	more: boolean;
	/** Records that were joined to this one, the newest first. */
	joins: { id: string; name: string; at: number; by: string; parted: boolean; open: boolean }[];
}

/** @param q part of a name, or a learner code; '' proposes who is alike */
export async function readJoinPage(
	services: Services,
	at: StaffAt,
	cohortId: string,
	learnerId: string,
	q: string
): Promise<JoinPage | undefined> {
	if (!may(at, 'learners.manage', cohortId)) return undefined;
	const known = await knownTo(services, at, cohortId);
	const her = known.find((person) => person.id === learnerId);
	if (!her) return undefined;
	const byCode = q ? await learnerByCode(services, q) : undefined;
	const wanted = fold(q || her.name);
	const found = known.filter((person) => {
		if (person.id === learnerId) return false;
		if (byCode !== undefined && person.id === byCode) return true;
		const name = fold(person.name);
		if (q) return wanted !== '' && name.includes(wanted);
		return (wanted !== '' && name === wanted) || (her.phone !== undefined && person.phone === her.phone);
	});
	const joins = await listJoins(services.db, learnerId, at.organisationId);
	const by = await staffNames(
		services.db,
		at.organisationId,
		joins.map((join) => join.by_person)
	);
	const since = services.clock() - JOIN_LASTS_DAYS * DAY;
	return {
		found: found.slice(0, MOST_FOUND).map(({ id, name, classes }) => ({ id, name, classes })),
		more: found.length > MOST_FOUND,
		joins: await Promise.all(
			joins.map(async (join) => ({
				id: join.merge_id,
				name: (await readStanding(services.db, join.gone_id, at.organisationId)).name,
				at: join.at,
				by: by[join.by_person] ?? '',
				parted: join.undone_at !== null,
				open: join.undone_at === null && join.at >= since
			}))
		)
	};
}

export type Standing = Awaited<ReturnType<typeof readStanding>> & { id: string; classes: string[] };
export type JoinPair = { decided: ReturnType<typeof decideJoin>; records: [Standing, Standing] };

/** Both records side by side; nothing where this person may not know one of them. */
export async function readJoinPair(
	services: Services,
	at: StaffAt,
	cohortId: string,
	first: string,
	second: string
): Promise<JoinPair | undefined> {
	if (first === second || !may(at, 'learners.manage', cohortId)) return undefined;
	const known = await knownTo(services, at, cohortId);
	const standing = async (id: string): Promise<Standing | undefined> => {
		const person = known.find((one) => one.id === id);
		if (!person) return undefined;
		return { ...(await readStanding(services.db, id, at.organisationId)), id, classes: person.classes };
	};
	const [a, b] = [await standing(first), await standing(second)];
	if (!a || !b) return undefined;
	return { decided: await decidePair(services, at, first, second), records: [a, b] };
}
