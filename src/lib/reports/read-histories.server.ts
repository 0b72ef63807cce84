import { readAboutMe } from '../accounts/index.server.ts';
import { readChangeReason } from '../cohorts/index.ts';
import type { Db } from '../platform/db.server.ts';
import type { FactReader } from './fact-reader.server.ts';
import * as rows from './histories.repository.server.ts';
import type { History, Surroundings } from './history.ts';
import { guessGoods, shopDraft } from '../selling/index.ts';

const parse = (json: string) => JSON.parse(json) as Record<string, unknown>;
const byLearner = <R extends { learner_id: string }>(found: readonly R[]): ((id: string) => R[]) => {
	const of = Map.groupBy(found, (row) => row.learner_id);
	return (id) => of.get(id) ?? [];
};

/** What stands of these learners, and of their classes: a fixed number of statements. @param ids at least one */
export async function readHistories(
	db: Db,
	reader: FactReader,
	ids: readonly string[]
): Promise<{ histories: History[]; around: Surroundings }> {
	const learners = byLearner(await rows.readLearners(db, ids));
	const joined = await rows.readJoined(db, ids);
	const rootOf = new Map(joined.map((row) => [row.gone_id, row.learner_id]));
	// Of a record that was joined only what it was in classes stands still there; all else went over.
	const changes = byLearner(
		(await rows.readChanges(db, [...ids, ...rootOf.keys()])).map((row) => ({
			...row,
			learner_id: rootOf.get(row.learner_id) ?? row.learner_id
		}))
	);
	const enrolled = await rows.readEnrolments(db, ids);
	const enrolments = byLearner(enrolled);
	const consents = byLearner(await rows.readReporting(db, ids));
	const about = byLearner(await rows.readAbout(db, ids));
	const followUps = byLearner(await rows.readFollowUps(db, ids));
	const worked = byLearner(await rows.readWorked(db, ids));
	const lessons = byLearner(await rows.readLessons(db, ids));
	const attended = byLearner(await rows.readAttended(db, ids));
	const prepost = byLearner(await rows.readPrepost(db, ids));
	const practicals = byLearner(await rows.readPracticals(db, ids));
	const answered = byLearner(await rows.readAnswered(db, ids));
	const awards = byLearner(await rows.readAwards(db, ids));
	const revoked = byLearner(await rows.readRevoked(db, ids));
	const sellers = byLearner(await rows.readSellers(db, ids));
	const shops = byLearner(await rows.readShops(db, ids));
	const products = byLearner(await rows.readFirstProducts(db, ids));
	const orders = byLearner(await rows.readOrders(db, ids));
	const steps = byLearner(await rows.readOrderSteps(db, ids));
	const drafts = byLearner(await rows.readDrafts(db, ids));
	const organisationIds = [...new Set(enrolled.map((row) => row.organisation_id))];
	const troubled = byLearner(organisationIds.length ? await rows.readTroubled(db, ids, organisationIds) : []);

	const history = (id: string): History => {
		const [learner] = learners(id);
		const acts = Map.groupBy(steps(id), (step) => step.order_id);
		const taken = new Map(revoked(id).map((row) => [row.award_id, row.at]));
		return {
			learnerId: id,
			counts: learner?.kind === 'joined' && learner.deleted_at === null && learner.merged_into === null,
			reporting: consents(id).at(-1)?.given === 1,
			locale: learner?.locale ?? '',
			about: about(id).map(({ at, answers }) => ({ at, told: toldIn(answers) })),
			followUps: followUps(id),
			business: shops(id)[0]?.category ?? draftGoods(drafts(id)),
			enrolments: enrolments(id).map(placed),
			changes: changes(id).map((row) => ({ ...placed(row), reason: readChangeReason(row.reason) })),
			worked: worked(id).map((row) => row.happened_at),
			lessons: lessons(id).map(({ course, lesson, started_at, finished_at }) => ({
				course,
				lesson,
				startedAt: started_at,
				finishedAt: finished_at
			})),
			attended: attended(id).map((row) => ({ ...classOf(row), day: row.held_on })),
			prepost: prepost(id),
			practicals: practicals(id).map(({ course, at, passed }) => ({ course, at, passed: passed === 1 })),
			answered: answered(id).map((row) => row.answered_at!),
			awards: awards(id).map(({ badge, award_id, awarded_at: at, state }) => ({
				badge,
				at,
				revokedAt: state === 'revoked' ? (taken.get(award_id) ?? null) : null
			})),
			sellerAt: sellers(id)[0]?.unlocked_at ?? null,
			shopOpenAt: shops(id)[0]?.opened_at ?? null,
			firstProductAt: products(id)[0]?.at ?? null,
			orders: orders(id).map(({ order_id, state, total, delivery_fee }) => {
				const at = (act: string, by?: string) => {
					const times = (acts.get(order_id) ?? []).filter((s) => s.act === act && (!by || s.by_whom === by));
					return times.length ? Math.min(...times.map((s) => s.at)) : null;
				};
				const arrived = state === 'delivered';
				return {
					confirmedAt: at('confirm'),
					deliveredAt: arrived ? at('deliver') : null,
					buyerSaidAt: arrived ? at('deliver', 'buyer') : null,
					rupees: total - delivery_fee
				};
			}),
			troubled: troubled(id).map((row) => ({ organisationId: row.organisation_id, at: row.at }))
		};
	};
	return { histories: ids.map(history), around: await surroundings(db, reader, enrolled) };
}

const toldIn = (answers: string) => {
	const given = parse(answers);
	return readAboutMe((field) => given[field]);
};

const classOf = (row: { organisation_id: string; cohort_id: string }) => ({
	organisationId: row.organisation_id,
	cohortId: row.cohort_id
});
const placed = (row: { organisation_id: string; cohort_id: string; state: string; at: number }) => ({
	...classOf(row),
	state: row.state,
	at: row.at
});

function draftGoods(parts: readonly { part: string; body: string }[]): string {
	const draft = Object.fromEntries(
		parts.map(({ part, body }) => [part, { value: parse(body), at: 0, eventId: '' }])
	);
	const { product, name } = shopDraft(draft);
	return guessGoods(`${product?.title ?? ''} ${name}`);
}

async function surroundings(
	db: Db,
	reader: FactReader,
	enrolled: readonly { organisation_id: string; cohort_id: string }[]
): Promise<Surroundings> {
	const organisationIds = [...new Set(enrolled.map((row) => row.organisation_id))];
	const cohortIds = [...new Set(enrolled.map((row) => row.cohort_id))];
	const zones = organisationIds.length ? await rows.readZones(db, organisationIds) : [];
	const cohorts = organisationIds.length ? await rows.readProgrammes(db, organisationIds, cohortIds) : [];
	const zoneOf = new Map(zones.map((row) => [row.organisation_id, row.zone]));
	const programmeOf = new Map(
		cohorts.map((row) => [`${row.organisation_id}/${row.cohort_id}`, row.programme_id ?? ''])
	);
	return {
		zoneOf: (organisationId) => zoneOf.get(organisationId) ?? 'UTC',
		programmeOf: (organisationId, cohortId) => programmeOf.get(`${organisationId}/${cohortId}`) ?? '',
		lessonsOf: await reader.lessonsOf(db)
	};
}
