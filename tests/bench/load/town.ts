/** The demo's organisation with a thousand more learners in classes: what is behind the load. */
import { compose } from '../../../src/lib/compose.server.ts';
import { readEnv } from '../../../src/lib/platform/env.server.ts';
import { uuidv7 } from '../../../src/lib/platform/ids.ts';
import { courseA } from '../../support/course-a.ts';
import { fillWithDemo } from '../../support/prepared.ts';
import { makePhones, type Phone } from '../phones.ts';

/** As the demo makes them (src/cli/demo). */
const PASSWORD = 'a shawl for every winter';
const TRAINER = 'rehana@qadam.example';
const OFFICER = 'farah@qadam.example';
/** Learners of one class. */
const CLASS = 40;
/** Of as many learners, one each. */
export const PHONES = 1000;

export interface LogIn {
	email: string;
	password: string;
}

export interface Town {
	phones: Phone[];
	organisationId: string;
	/** Of the trainer. */
	classes: string[];
	trainer: LogIn;
	officer: LogIn;
}

/** @param env of an installation where nobody has been */
export async function makeTown(env: Record<string, string>, learners = PHONES): Promise<Town> {
	fillWithDemo(env.DATA_DIR!, env);
	const { services, close } = await compose(readEnv({ ...env, QADAM_DEMO: '1' }));
	try {
		const { allLearners: db, random } = services;
		const { organisation_id } = await db
			.selectFrom('organisation')
			.select('organisation_id')
			.executeTakeFirstOrThrow();
		const { staff_id } = await db
			.selectFrom('staff')
			.select('staff_id')
			.where('email', '=', TRAINER)
			.executeTakeFirstOrThrow();
		const at = Date.now();
		const course = courseA().id;
		const classes = Array.from({ length: Math.ceil(learners / CLASS) }, () => uuidv7(at, random));
		for (const [n, cohort_id] of classes.entries()) {
			const place = { organisation_id, cohort_id };
			await db
				.insertInto('cohort')
				.values({
					...place,
					name: `کلاس ${n + 1}`,
					course,
					plan: JSON.stringify({ courses: [course] }),
					created_at: at
				})
				.execute();
			await db
				.insertInto('cohort_staff')
				.values({ ...place, staff_id, role: 'trainer', since: at })
				.execute();
		}
		const phones = await makePhones(services, learners, async (tx, learner_id, n) => {
			const cohort_id = classes[n % classes.length]!;
			const place = { learner_id, organisation_id, cohort_id, state: 'active' as const };
			await tx
				.insertInto('cohort_member')
				.values({ ...place, since: at })
				.execute();
			await tx
				.insertInto('enrolment')
				.values({ ...place, at })
				.execute();
		});
		const who = (email: string): LogIn => ({ email, password: PASSWORD });
		return {
			phones,
			organisationId: organisation_id,
			classes,
			trainer: who(TRAINER),
			officer: who(OFFICER)
		};
	} finally {
		await close();
	}
}

/** What readers open. */
export const pagesOf = (): string[] => {
	const { id, lessons } = courseA();
	return ['/ur', `/ur/learn/${id}`, ...lessons.map((lesson) => `/ur/learn/${id}/${lesson.id}`)];
};
