/** The demo's organisation: its people, invited by link, and three classes that women join by their number. */
import {
	acceptInvitation,
	enrol,
	findOpenClass,
	findOpenCode,
	findStaffAt,
	invite,
	makeCohort,
	makeOrganisation,
	makeProgramme,
	renewClassNumber,
	type OpenClass,
	type StaffAt
} from '#lib/cohorts/index.server.ts';
import type { Role } from '#lib/accounts/index.ts';
import type { ClassPlan } from '#lib/cohorts/index.ts';
import { DAY } from '#lib/platform/clock.ts';
import { uuidv7 } from '#lib/platform/ids.ts';
import type { Tx } from '#lib/platform/db.server.ts';
import { must } from './must.ts';
import type { ClassName } from './people.ts';
import type { World } from './study.ts';

interface Colleague {
	name: string;
	email: string;
	role: Role;
	classes?: ClassName[];
}

/** All invented, as everybody here. */
const colleagues: Colleague[] = [
	{ name: 'ریحانہ یوسف', email: 'rehana@qadam.example', role: 'trainer', classes: ['thursday', 'tuesday'] },
	{ name: 'عمارہ', email: 'ammara@qadam.example', role: 'trainer', classes: ['saturday'] },
	{ name: 'Zoya', email: 'zoya@qadam.example', role: 'co_trainer', classes: ['thursday'] },
	{ name: 'فرح', email: 'farah@qadam.example', role: 'programme_officer' },
	{ name: 'سعیدہ', email: 'saeeda@qadam.example', role: 'safeguarding_lead' },
	{ name: 'Daniel', email: 'daniel@qadam.example', role: 'viewer' }
];

const PLANS: Record<
	ClassName,
	{ name: string; weeks: number; plan: Omit<ClassPlan, 'courses' | 'startsOn'> }
> = {
	thursday: {
		name: 'جمعرات کی کلاس، ملتان',
		weeks: 10,
		plan: { weeks: 12, weekday: 3, time: '16:00', place: 'خواتین سنٹر، ملتان', places: 30 }
	},
	tuesday: {
		name: 'منگل کی کلاس، بہاولپور',
		weeks: 9,
		plan: { weeks: 12, weekday: 1, time: '11:00', place: 'کمیونٹی ہال، بہاولپور', places: 25 }
	},
	saturday: {
		name: 'ہفتے کے دن کی کلاس، خانیوال',
		weeks: 4,
		plan: { weeks: 12, weekday: 5, time: '10:30', place: 'سکول نمبر 2، خانیوال', places: 25 }
	}
};

export interface Classroom {
	at: StaffAt;
	ids: Record<ClassName, string>;
	/** Of these classes. */
	programmeId: string;
	staff: { role: string; name: string; email: string; password: string }[];
	/** Who teaches a class, as staff of the organisation. */
	teacher(name: ClassName): Promise<StaffAt>;
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * Makes the organisation, its classes when they began, and its staff.
 * @param since when the organisation began, UTC ms
 */
export async function found(
	world: World,
	administratorId: string,
	password: string,
	since: number
): Promise<Classroom> {
	const { services, time } = world;
	const newId = () => uuidv7(Math.floor(time.now), services.random);
	const today = time.now;
	time.now = since;
	const organisationId = newId();
	must(
		'make an organisation',
		await makeOrganisation(services, administratorId, { id: organisationId, name: 'روشنی ٹرسٹ' })
	);
	const at = (await findStaffAt(services, administratorId, organisationId))!;
	const programmeId = newId();
	must('make a programme', await makeProgramme(services, at, { id: programmeId, name: 'گھر سے دکان' }));
	const ids = {} as Record<ClassName, string>;
	for (const [name, { name: title, weeks, plan }] of Object.entries(PLANS) as [
		ClassName,
		(typeof PLANS)[ClassName]
	][]) {
		time.now = today - weeks * 7 * DAY - DAY;
		ids[name] = newId();
		must(
			'make a class',
			await makeCohort(services, at, {
				id: ids[name],
				name: title,
				programmeId,
				plan: { ...plan, courses: ['selling-online'], startsOn: dayOf(today - weeks * 7 * DAY) },
				approval: false
			})
		);
	}
	time.now = today - 74 * DAY;
	const who = new Map<string, string>();
	for (const { name, email, role, classes = [] } of colleagues)
		for (const className of classes.length ? classes : [undefined]) {
			const cohort = className && { cohortId: ids[className] };
			const { token } = must(
				'invite',
				await invite(services, at, { id: newId(), role, label: name, ...cohort })
			);
			const staffId = who.get(email);
			const accepted = must(
				'accept an invitation',
				await acceptInvitation(services, token, staffId ? { staffId } : { name, login: email, password })
			);
			who.set(email, accepted.staffId);
		}
	time.now = today;
	const teacher = async (name: ClassName) => {
		const { email } = colleagues.find((c) => c.role === 'trainer' && c.classes?.includes(name))!;
		return (await findStaffAt(services, who.get(email)!, organisationId))!;
	};
	return {
		at,
		ids,
		programmeId,
		teacher,
		staff: colleagues.map(({ name, email, role }) => ({ role, name, email, password }))
	};
}

/** A class's number, renewed where it has run out, and how somebody who joins comes into it. */
export async function classOf(
	world: World,
	{ at, ids }: Classroom,
	name: ClassName
): Promise<(tx: Tx, learnerId: string) => Promise<unknown>> {
	const { services } = world;
	const open = await findOpenCode(services.db, at.organisationId, ids[name], services.clock());
	const number = open?.code ?? must('renew a number', await renewClassNumber(services, at, ids[name])).number;
	const found: OpenClass = must('find a class', await findOpenClass(services, number));
	return (tx, learnerId) => enrol(tx, services, learnerId, found);
}
