/**
 * K7. Every route and action below `/staff`, and what whoever wants it must be allowed. Read against the roles as they were
 * agreed, written out here once more: nothing of it comes from decide-permission.ts, so that a slip there fails.
 */
import type { Composed } from '../../src/lib/compose.server.ts';
import {
	grantRole,
	joinLearner,
	startLearnerSession,
	startStaffSession
} from '#lib/accounts/index.server.ts';
import type { Role } from '#lib/accounts/index.ts';
import { enrol, readMeetings, type StaffAt } from '#lib/cohorts/index.server.ts';
import { DAY } from '#lib/platform/clock.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import { boundsOf, periodOf, previousPeriod, type Period } from '#lib/reports/index.ts';
import { freezeReport, makeEdition } from '#lib/reports/index.server.ts';

/** Whose session asks. `…Other`: of the same organisation, whose class is another one. */
export const PEOPLE = [
	'nobody',
	'learner',
	'viewer',
	'coTrainer',
	'coTrainerOther',
	'trainer',
	'trainerOther',
	'officer',
	'administrator',
	'lead',
	'otherAdministrator',
	'installer'
] as const;
export type Person = (typeof PEOPLE)[number];

const anywhere = ['viewer', 'coTrainer', 'coTrainerOther', 'trainer', 'trainerOther', 'officer'] as const;
const bothTrainers = ['trainer', 'trainerOther'] as const;

/** What a row may ask for, and who has it: on a page of the organisation, and on one of the first class. */
export const NEEDS = {
	/** Pages of the way in, and out: open to whoever comes. */
	anybody: [PEOPLE, PEOPLE],
	/** Whoever is logged in as staff. */
	staff: [[...anywhere, 'administrator', 'lead', 'otherAdministrator', 'installer'], []],
	installation: [['installer'], []],
	'organisation.see': [[...anywhere, 'administrator', 'lead'], []],
	'people.manage': [['administrator'], []],
	'organisation.edit': [['administrator'], []],
	'audit.read': [['administrator'], []],
	'class.make': [[...bothTrainers, 'officer', 'administrator'], []],
	'class.see': [
		[...anywhere, 'administrator'],
		['viewer', 'coTrainer', 'trainer', 'officer', 'administrator']
	],
	'class.edit': [
		[...bothTrainers, 'officer', 'administrator'],
		['trainer', 'officer', 'administrator']
	],
	'learners.manage': [
		[...bothTrainers, 'officer', 'administrator'],
		['trainer', 'officer', 'administrator']
	],
	'learners.teach': [
		['coTrainer', 'coTrainerOther', ...bothTrainers, 'officer', 'administrator'],
		['coTrainer', 'trainer', 'officer', 'administrator']
	],
	'contact.reveal': [
		['coTrainer', 'coTrainerOther', ...bothTrainers, 'administrator'],
		['coTrainer', 'trainer', 'administrator']
	],
	'voice.record': [[...bothTrainers, 'officer', 'administrator'], []],
	'safety.read': [['lead'], []],
	'report.see': [['viewer', 'officer', 'administrator'], []],
	'report.make': [['officer', 'administrator'], []],
	'report.names': [['administrator'], []]
} satisfies Record<string, [readonly Person[], readonly Person[]]>;
export type Need = keyof typeof NEEDS;

export interface Row {
	/** To open the page, or to fetch what stands there. */
	see: Need;
	actions?: Record<string, Need>;
	/** Without which there is nothing to see. */
	query?: string;
	/** Nothing of this kind stands in the test's organisation: also whoever may finds nothing there. */
	empty?: true;
	/** What an action needs to find anything at all; names of parameters are filled. */
	fields?: Record<string, Record<string, 'learner' | 'meeting' | 'quarter'>>;
	/** Actions that find nothing here, whoever asks. */
	idle?: string[];
}

const staff = '[lang=lang]/staff';
const place = `${staff}/[organisation=uuid]`;
const cohort = `${place}/class/[cohort=uuid]`;

export const ROWS: Record<string, Row> = {
	[staff]: { see: 'staff' },
	[`${staff}/admin`]: {
		see: 'installation',
		actions: { organisation: 'installation' }
	},
	[`${staff}/admin/badges/[award]`]: {
		see: 'installation',
		actions: {
			revoke: 'installation',
			suspend: 'installation',
			reinstate: 'installation',
			appeal: 'installation',
			uphold: 'installation',
			stop: 'installation'
		},
		empty: true
	},
	[`${staff}/admin/deliveries`]: {
		see: 'installation',
		actions: { one: 'installation', all: 'installation' }
	},
	[`${staff}/admin/sellers`]: {
		see: 'installation',
		actions: { look: 'installation', record: 'installation' }
	},
	[`${staff}/admin/sellers/export.[kind=sheet]`]: { see: 'installation', query: '?marketplace=daraz' },
	[`${staff}/admin/webhooks`]: {
		see: 'installation',
		actions: {
			add: 'installation',
			rotate: 'installation',
			test: 'installation',
			pause: 'installation',
			resume: 'installation',
			close: 'installation'
		}
	},
	[`${staff}/admin/items`]: { see: 'installation' },
	[`${staff}/admin/state`]: { see: 'installation' },
	[`${staff}/admin/partners`]: {
		see: 'installation',
		actions: {
			make: 'installation',
			change: 'installation',
			stop: 'installation',
			start: 'installation',
			end: 'installation',
			key: 'installation'
		}
	},
	[`${staff}/admin/shops`]: { see: 'installation', actions: { default: 'installation' } },
	[`${staff}/admin/shops/reports`]: {
		see: 'installation',
		actions: { nothing: 'installation', stop: 'installation', resume: 'installation', keep: 'installation' }
	},
	[`${staff}/admin/shops/photo/[learner]/[photo]`]: { see: 'installation', empty: true },
	[`${staff}/admin/voice`]: { see: 'installation', actions: { back: 'installation' } },
	[`${staff}/login`]: { see: 'anybody', actions: { default: 'anybody' } },
	[`${staff}/logout`]: { see: 'anybody', actions: { default: 'anybody' } },
	[`${staff}/offline`]: { see: 'anybody' },
	[`${staff}/setup`]: { see: 'anybody', actions: { default: 'anybody' } },
	[`${staff}/second`]: { see: 'anybody', actions: { default: 'anybody' } },
	[`${staff}/second/new`]: { see: 'anybody', actions: { confirm: 'anybody', later: 'anybody' } },
	[`${staff}/invite`]: { see: 'anybody', actions: { join: 'anybody', take: 'anybody', other: 'anybody' } },
	[`${staff}/reset`]: { see: 'anybody', actions: { default: 'anybody' } },
	[`${staff}/me`]: {
		see: 'staff',
		actions: { name: 'staff', password: 'staff', sessions: 'staff', codes: 'staff', off: 'staff' }
	},
	[place]: { see: 'organisation.see' },
	[`${place}/logo/[file=uuid]`]: { see: 'organisation.see' },
	[`${place}/settings`]: {
		see: 'organisation.edit',
		actions: { save: 'organisation.edit', logo: 'organisation.edit', remove: 'organisation.edit' }
	},
	[`${place}/safety`]: { see: 'safety.read' },
	[`${place}/safety/[report=uuid]`]: {
		see: 'safety.read',
		actions: {
			take: 'safety.read',
			contacted: 'safety.read',
			note: 'safety.read',
			close: 'safety.read',
			reopen: 'safety.read',
			phone: 'safety.read'
		}
	},
	[`${place}/voice`]: { see: 'voice.record' },
	[`${place}/voice/[course]`]: { see: 'voice.record' },
	[`${place}/voice/[course]/[lesson]`]: {
		see: 'voice.record',
		actions: { record: 'voice.record', publish: 'voice.record', back: 'voice.record' },
		idle: ['record']
	},
	[`${place}/voice/[course]/[lesson]/[recording]`]: { see: 'voice.record', empty: true },
	[`${place}/audit`]: { see: 'audit.read' },
	[`${place}/report`]: { see: 'report.see', actions: { save: 'report.see', remove: 'report.see' } },
	[`${place}/report/about/[figure]`]: { see: 'report.see', actions: { names: 'report.names' } },
	[`${place}/report/file.[kind=sheet]`]: { see: 'report.see' },
	[`${place}/report/keys`]: { see: 'report.make', actions: { make: 'report.make', end: 'report.make' } },
	[`${place}/report/live`]: { see: 'report.names' },
	[`${place}/report/logframe`]: {
		see: 'report.see',
		actions: { default: 'report.make' },
		fields: { default: { quarter: 'quarter' } }
	},
	[`${place}/report/logframe.xlsx`]: { see: 'report.see' },
	[`${place}/report/print`]: { see: 'report.see' },
	[`${place}/report/compare`]: { see: 'report.see' },
	[`${place}/report/signs`]: { see: 'report.see' },
	[`${place}/report/snapshots`]: {
		see: 'report.see',
		actions: { freeze: 'report.make', count: 'report.make' },
		fields: { freeze: { quarter: 'quarter' }, count: { quarter: 'quarter' } }
	},
	[`${place}/report/snapshots/[snapshot=uuid]`]: { see: 'report.see' },
	[`${place}/report/snapshots/[snapshot=uuid]/file.json`]: { see: 'report.see' },
	[`${place}/held`]: {
		see: 'people.manage',
		actions: { accept: 'people.manage', refuse: 'people.manage' },
		idle: ['accept', 'refuse']
	},
	[`${place}/messages`]: {
		see: 'organisation.edit',
		actions: { keep: 'organisation.edit', drop: 'organisation.edit' }
	},
	[`${place}/new-class`]: { see: 'class.make', actions: { default: 'class.make' } },
	[`${place}/people`]: {
		see: 'people.manage',
		actions: {
			invite: 'people.manage',
			revoke: 'people.manage',
			give: 'people.manage',
			take: 'people.manage',
			back: 'people.manage',
			reset: 'people.manage'
		}
	},
	[`${place}/templates`]: {
		see: 'class.make',
		actions: {
			programme: 'class.make',
			rename: 'class.make',
			programme_away: 'class.make',
			template_away: 'class.make'
		}
	},
	[cohort]: { see: 'class.see', actions: { save: 'class.see', remove: 'class.see' } },
	[`${cohort}/board.csv`]: { see: 'class.see' },
	[`${cohort}/board.xlsx`]: { see: 'class.see' },
	[`${cohort}/cards`]: { see: 'learners.manage', actions: { make: 'learners.manage' } },
	[`${cohort}/certificates`]: { see: 'learners.teach' },
	[`${cohort}/export.[kind=sheet]`]: { see: 'learners.manage' },
	[`${cohort}/import`]: {
		see: 'learners.manage',
		actions: { upload: 'learners.manage', undo: 'learners.manage' },
		idle: ['undo']
	},
	[`${cohort}/import/[draft=uuid]`]: {
		see: 'learners.manage',
		actions: { columns: 'learners.manage', commit: 'learners.manage', drop: 'learners.manage' },
		empty: true
	},
	[`${cohort}/import/[draft=uuid]/rows.csv`]: { see: 'learners.manage', empty: true },
	[`${cohort}/kept.json`]: { see: 'learners.teach' },
	[`${cohort}/learner/[learner=uuid]`]: {
		see: 'class.see',
		actions: {
			answer: 'learners.teach',
			contact: 'learners.teach',
			followup: 'learners.teach',
			grant: 'learners.teach',
			late: 'learners.teach',
			message: 'contact.reveal',
			note: 'learners.teach',
			reveal: 'contact.reveal',
			unlock: 'learners.teach',
			unnote: 'learners.teach'
		}
	},
	[`${cohort}/learner/[learner=uuid]/same`]: {
		see: 'learners.manage',
		actions: { join: 'learners.manage', part: 'learners.manage' },
		idle: ['part']
	},
	[`${cohort}/marks`]: {
		see: 'learners.teach',
		actions: { default: 'learners.teach' },
		fields: { default: { learner: 'learner' } }
	},
	[`${cohort}/meetings`]: {
		see: 'learners.teach',
		actions: { change: 'learners.teach' },
		fields: { change: { meeting: 'meeting' } }
	},
	[`${cohort}/meetings/[meeting=uuid]/attendance`]: {
		see: 'learners.teach',
		actions: { mark: 'learners.teach' }
	},
	[`${cohort}/meetings/[meeting=uuid]/plan`]: { see: 'learners.teach' },
	[`${cohort}/meetings/[meeting=uuid]/sheet`]: { see: 'learners.teach' },
	[`${cohort}/members`]: {
		see: 'learners.teach',
		actions: {
			admit: 'learners.teach',
			refuse: 'learners.teach',
			leave: 'learners.manage',
			move: 'learners.manage',
			back: 'learners.manage'
		}
	},
	[`${cohort}/news`]: {
		see: 'learners.teach',
		actions: { announce: 'learners.teach', withdraw: 'learners.teach' }
	},
	[`${cohort}/poster`]: { see: 'learners.teach' },
	[`${cohort}/show`]: { see: 'learners.teach' },
	[`${cohort}/settings`]: {
		see: 'class.edit',
		actions: {
			save: 'class.edit',
			number: 'class.edit',
			staff: 'class.edit',
			end: 'class.edit',
			archive: 'class.edit',
			open: 'class.edit',
			template: 'class.edit'
		}
	}
};

/** Whether this person may, on this route. */
export const may = (person: Person, route: string, need: Need): boolean =>
	(NEEDS[need][route.startsWith(cohort) ? 1 : 0] as readonly Person[]).includes(person);

export interface Place {
	organisation: string;
	/** Two classes; the trainers' own is the first. */
	cohorts: [string, string];
	/** In the first class. */
	learner: string;
	/** Of the first class. */
	meeting: string;
	logo: string;
	/** A closed quarter that has a report, and a snapshot of it. */
	quarter: Period;
	snapshot: string;
}

export interface Staffed {
	here: Place;
	other: Place;
	/** What each person's browser sends. */
	cookies: Record<Person, string>;
	/** Session cookie of a learner of the first class, and her id. */
	her: { id: string; cookie: string };
}

/** Two organisations with two classes and one report each, and somebody of every kind. */
export async function staffPlaces({ services }: Composed): Promise<Staffed> {
	const { db, clock, random } = services;
	const id = () => uuidv7(clock(), random);
	const jar = () => {
		const values = new Map<string, string>();
		return {
			get: (name: string) => values.get(name),
			set: (name: string, value: string) => void values.set(name, value),
			delete: (name: string) => void values.delete(name),
			line: () => [...values].map(([name, value]) => `${name}=${value}`).join('; ')
		};
	};
	const newLearner = async (at: { organisationId: string; cohortId: string }) => {
		const joined = await joinLearner(
			services,
			{
				key: Buffer.from(random(16)).toString('hex'),
				name: 'شبانہ',
				lang: 'ur',
				secret: { kind: 'digits', text: '493817' },
				consents: [],
				profiles: [],
				contactPhone: '+923001234567',
				deviceHash: 'matrix'
			},
			async (tx, learnerId) => void (await enrol(tx, services, learnerId, at))
		);
		if (!joined.ok) throw new Error(joined.refusal.tag);
		return joined.value.learnerId;
	};
	/** Of a quarter that has closed for certain, with enough people to be told. */
	const newReport = async (at: StaffAt): Promise<{ quarter: Period; snapshot: string }> => {
		const quarter = previousPeriod(previousPeriod(periodOf(clock(), at.zone)));
		const people = Array.from({ length: 40 }, () => ({
			learner_id: id(),
			organisation_id: at.organisationId
		}));
		const { allLearners } = services;
		await allLearners
			.insertInto('report_person')
			.values(
				people.map((of) => ({
					...of,
					gender: 'woman',
					district: 'punjab-multan',
					age: '25_34',
					disability: 'no',
					business: 'untold',
					language: 'ur',
					folded_at: clock()
				}))
			)
			.execute();
		await allLearners
			.insertInto('report_fact')
			.values(
				people.map((of) => ({
					...of,
					indicator: 'enrolled',
					part: '',
					period: quarter,
					at: boundsOf(quarter, at.zone).from + DAY,
					value: null,
					band: '',
					cohort_id: '',
					programme_id: ''
				}))
			)
			.execute();
		const made = await makeEdition(services, { id: at.organisationId, zone: at.zone }, quarter, at.staffId);
		if (!made.ok) throw new Error(made.refusal.tag);
		const frozen = await freezeReport(services, at, { period: quarter, name: 'کل' });
		if (!frozen.ok) throw new Error(frozen.refusal.tag);
		return { quarter, snapshot: frozen.value.id };
	};
	const newPlace = async (name: string): Promise<Place> => {
		const organisation = id();
		const cohorts: [string, string] = [id(), id()];
		const logo = id();
		const created_at = clock();
		await db
			.insertInto('organisation')
			.values({ organisation_id: organisation, name, zone: 'Asia/Karachi', created_at })
			.execute();
		for (const [n, cohort_id] of cohorts.entries())
			await db
				.insertInto('cohort')
				.values({
					organisation_id: organisation,
					cohort_id,
					name: `${name} ${n + 1}`,
					course: 'selling-online',
					plan: JSON.stringify({ startsOn: '2026-11-24', weeks: 4, weekday: 1 }),
					approval: 0,
					created_at
				})
				.execute();
		await db
			.insertInto('organisation_file')
			.values({
				organisation_id: organisation,
				file_id: logo,
				kind: 'logo',
				type: 'image/png',
				bytes: new Uint8Array([137, 80, 78, 71]),
				created_at
			})
			.execute();
		const everywhere: StaffAt = {
			staffId: '',
			organisationId: organisation,
			organisation: name,
			zone: 'Asia/Karachi',
			roles: ['administrator'],
			own: new Set()
		};
		const report = await newReport({ ...everywhere, staffId: id() });
		const meetings = await readMeetings(services, everywhere, cohorts[0]);
		return {
			organisation,
			cohorts,
			meeting: meetings!.meetings[0]!.id,
			logo,
			...report,
			learner: await newLearner({ organisationId: organisation, cohortId: cohorts[0] })
		};
	};
	const here = await newPlace('یہاں');
	const other = await newPlace('وہاں');
	const newStaff = async (organisationId: string, role: Role, cohortId?: string): Promise<string> => {
		const staff_id = id();
		await db
			.insertInto('staff')
			.values({
				staff_id,
				name: `${role} `,
				email: `${staff_id}@qadam.example`,
				password_hash: 'x',
				created_at: clock()
			})
			.execute();
		await db.transaction().execute((tx) => grantRole(tx, organisationId, staff_id, role, clock()));
		if (cohortId)
			await db
				.insertInto('cohort_staff')
				.values({
					organisation_id: organisationId,
					cohort_id: cohortId,
					staff_id,
					role: role === 'trainer' ? 'trainer' : 'co_trainer',
					since: clock()
				})
				.execute();
		const cookies = jar();
		await startStaffSession(services, cookies as never, staff_id);
		// As after the second factor (K2).
		await db
			.updateTable('session')
			.set({ proof: 'secret' })
			.where('user_id', '=', `staff:${staff_id}`)
			.execute();
		return cookies.line();
	};
	const hers = jar();
	await startLearnerSession(services, hers as never, here.learner);
	const [first, second] = here.cohorts;
	const at = here.organisation;
	return {
		here,
		other,
		her: { id: here.learner, cookie: hers.line() },
		cookies: {
			nobody: '',
			learner: hers.line(),
			viewer: await newStaff(at, 'viewer'),
			coTrainer: await newStaff(at, 'co_trainer', first),
			coTrainerOther: await newStaff(at, 'co_trainer', second),
			trainer: await newStaff(at, 'trainer', first),
			trainerOther: await newStaff(at, 'trainer', second),
			officer: await newStaff(at, 'programme_officer'),
			administrator: await newStaff(at, 'administrator'),
			lead: await newStaff(at, 'safeguarding_lead'),
			otherAdministrator: await newStaff(other.organisation, 'administrator'),
			installer: await newStaff('installation', 'administrator')
		}
	};
}
