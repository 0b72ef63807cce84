import { readConsent } from '#lib/accounts/index.server.ts';
import { currentConsent } from '#lib/accounts/index.ts';
import type { Db } from '../platform/db.server.ts';
import type { FollowUpRow } from '../platform/schema.ts';
import type { BusinessAnswers, FollowUpMonth, FollowUpWindow, ServerNews } from '../progress/index.ts';
import { isDeclined, isStillToAsk, type Said } from './decide-due.ts';
import { firstEnrolledAt, rowsOf, rowsOfMany } from './follow-up.repository.server.ts';
import { isOpen, windowsOf } from './windows.ts';

export interface FollowUp extends Said {
	/** UTC milliseconds. */
	at: number;
	/** `self`, or the id of who wrote down what she said. */
	by: string;
}

const open = ({ month, answers, at, by_person }: FollowUpRow): FollowUp => ({
	month: month as FollowUpMonth,
	answers: JSON.parse(answers) as BusinessAnswers,
	at: Number(at),
	by: by_person
});

/**
 * The answers of many learners at once, for reports: of each the newest of each month, without answers where she wants
 * not to be asked. Whether she may be counted is for the caller to know: what she said stays hers when she takes the
 * consent back.
 */
export async function readFollowUpsOf(
	db: Db,
	learnerIds: readonly string[]
): Promise<Map<string, FollowUp[]>> {
	if (!learnerIds.length) return new Map();
	const of = Map.groupBy(await rowsOfMany(db, learnerIds), (row) => row.learner_id);
	return new Map([...of].map(([learnerId, rows]) => [learnerId, rows.map(open)]));
}

/** K5, M8. Answers become numbers of reports, and nothing else: who does not allow that is asked nothing. */
const mayAsk = async (db: Db, learnerId: string): Promise<boolean> =>
	currentConsent(await readConsent(db, learnerId)).reporting;

/** What her phone is told: when she is to be asked, now or later. */
export async function readFollowUpNews(
	db: Db,
	learnerId: string,
	now: number
): Promise<Pick<ServerNews, 'followUps'>> {
	const enrolledAt = await firstEnrolledAt(db, learnerId);
	if (enrolledAt === undefined) return {};
	const coming = windowsOf(enrolledAt).filter(({ until }) => now < until);
	if (!coming.length || !(await mayAsk(db, learnerId))) return {};
	const said = (await rowsOf(db, learnerId)).map(open);
	const followUps = coming.filter(({ month }) => isStillToAsk(month, said));
	return followUps.length ? { followUps } : {};
}

export interface FollowUpStanding extends FollowUpWindow {
	/** `open`: she can be asked now. `declined`: she wants not to be asked; within its time she may still answer. */
	state: 'ahead' | 'open' | 'answered' | 'declined' | 'over';
	/** Of what was said; absent where nothing was. */
	said?: FollowUp;
	/** Its time is now, whatever has been said: an answer may be corrected. */
	isOpen: boolean;
}

export interface FollowUps {
	/** False where she has not allowed that her work is counted. */
	allowed: boolean;
	months: FollowUpStanding[];
}

/** How it stands with each month; undefined for who never was in a class. */
export async function readFollowUps(db: Db, learnerId: string, now: number): Promise<FollowUps | undefined> {
	const enrolledAt = await firstEnrolledAt(db, learnerId);
	if (enrolledAt === undefined) return undefined;
	const [allowed, rows] = await Promise.all([mayAsk(db, learnerId), rowsOf(db, learnerId)]);
	const all = rows.map(open);
	return {
		allowed,
		months: windowsOf(enrolledAt).map((window) => {
			const said = all.find(({ month }) => month === window.month);
			return {
				...window,
				isOpen: isOpen(window, now),
				state: stateOf(window, all, now),
				...(said && { said })
			};
		})
	};
}

function stateOf(window: FollowUpWindow, all: readonly FollowUp[], now: number): FollowUpStanding['state'] {
	const said = all.find(({ month }) => month === window.month);
	if (said && !isDeclined(said)) return 'answered';
	if (!isStillToAsk(window.month, all)) return 'declined';
	if (isOpen(window, now)) return 'open';
	return now < window.from ? 'ahead' : 'over';
}
