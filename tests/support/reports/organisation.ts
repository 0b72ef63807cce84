/** An organisation made up by chance, person by person, so that all that is true of its numbers is true of persons. */
export type Chance = () => number;

/** A small generator of numbers in [0, 1): the same for the same seed everywhere (mulberry32). */
export function chanceOf(seed: number): Chance {
	let a = seed >>> 0;
	return () => {
		a = (a + 0x6d2b79f5) >>> 0;
		let t = a;
		t = Math.imul(t ^ (t >>> 15), t | 1);
		t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
		return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
	};
}

export const GENDERS = ['woman', 'man', 'other', 'untold'];
const ORDERS = ['0', '1_5', '6_20', '21_50', '51_plus'];

export interface Person {
	gender: string;
	groups: Record<string, string>;
	/** `indicator part`. */
	does: Set<string>;
	orders: string;
}

export interface Organisation {
	people: Person[];
	rows: Record<string, string[]>;
	programmeOf: (cohort: string) => string;
	courses: string[];
	badges: string[];
	/** How many of what could be done is done. */
	keen: number;
}

const oneOf = <T>(chance: Chance, list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;
/** Groups are unequal, as everywhere: the first ones have most. */
const unequal = <T>(chance: Chance, list: readonly T[]): T =>
	list[Math.floor(chance() ** 2.5 * list.length)]!;
const named = (letter: string, n: number) => Array.from({ length: n }, (_, i) => `${letter}${i}`);

function does(person: Person, chance: Chance, { courses, badges, keen }: Organisation): void {
	const { does } = person;
	does.clear();
	const maybe = (share: number, key: string) => chance() < share && does.add(key) !== undefined;
	if (maybe(0.7, 'enrolled ')) maybe(keen, 'activated ');
	if (maybe(0.8, 'active ')) {
		for (const week of ['w1', 'w2']) maybe(keen, `active_week ${week}`);
		for (const course of courses) {
			maybe(keen, `started ${course}`);
			if (maybe(keen * 0.8, `completed ${course}`)) {
				does.add('completed_any ');
				if (keen > 0.9 || chance() < 0.9) does.add(`days_to_complete ${course}`);
			}
		}
	}
	for (const badge of badges) if (maybe(keen * 0.6, `badge ${badge}`)) does.add('badge_any ');
	if (maybe(0.4, 'asked_3 ')) {
		maybe(keen, 'sells_3 ');
		maybe(keen, 'decides_3 ');
		if (maybe(0.95, 'orders_3 ')) person.orders = unequal(chance, ORDERS);
	}
	maybe(0.05, 'troubled ');
}

/** Small and large, with one gender or four, one district or many, with everybody or hardly anybody having done a thing. */
export function organisationOf(seed: number): Organisation {
	const chance = chanceOf(seed);
	const programmes = named('p', 1 + Math.floor(chance() * 3));
	const cohorts = named('c', 1 + Math.floor(chance() * 6));
	const outer = new Map(cohorts.map((cohort) => [cohort, chance() < 0.15 ? '' : oneOf(chance, programmes)]));
	const rows: Record<string, string[]> = {
		programme: [],
		cohort: cohorts,
		district: named('d', 1 + Math.floor(chance() ** 2 * 9)),
		age: named('a', 1 + Math.floor(chance() * 4)),
		disability: ['yes', 'no', 'untold']
	};
	rows['programme'] = [...new Set(outer.values())];
	const organisation: Organisation = {
		people: [],
		rows,
		programmeOf: (cohort) => outer.get(cohort)!,
		courses: named('k', 1 + Math.floor(chance() * 2)),
		badges: named('b', 1 + Math.floor(chance() * 3)),
		keen: oneOf(chance, [0.1, 0.5, 0.8, 1, 1])
	};
	const mix = oneOf(chance, [
		[1, 0, 0],
		[0.97, 0.02, 0],
		[0.8, 0.17, 0.01],
		[0.6, 0.3, 0.05],
		[0.3, 0.3, 0.2]
	]);
	const size = 15 + Math.floor(chance() ** 2 * 700);
	for (let n = 0; n < size; n++) {
		const at = chance();
		const gender = at < mix[0]! ? 0 : at < mix[0]! + mix[1]! ? 1 : at < mix[0]! + mix[1]! + mix[2]! ? 2 : 3;
		const cohort = unequal(chance, cohorts);
		const person: Person = {
			gender: mix[0] === 1 ? 'woman' : GENDERS[gender]!,
			groups: {
				programme: organisation.programmeOf(cohort),
				cohort,
				district: unequal(chance, rows['district']!),
				age: unequal(chance, rows['age']!),
				disability: chance() < 0.05 ? 'yes' : chance() < 0.8 ? 'no' : 'untold'
			},
			does: new Set(),
			orders: ''
		};
		does(person, chance, organisation);
		organisation.people.push(person);
	}
	return organisation;
}

/** The same organisation after phones came in late and rows were put right: so many people's work is another now. */
export function corrected(organisation: Organisation, seed: number, many: number): Organisation {
	const chance = chanceOf(seed);
	const people = organisation.people.map((person) => ({ ...person, does: new Set(person.does) }));
	for (let n = 0; n < many; n++) does(oneOf(chance, people), chance, organisation);
	return { ...organisation, people };
}

type Four = Record<string, number>;
const four = (): Four => Object.fromEntries(GENDERS.map((gender) => [gender, 0]));

/** `indicator part` → one number, or its tables: counted person by person. */
export function countsOf({ people, rows, courses, badges }: Organisation) {
	const keys = [
		...['enrolled ', 'activated ', 'active ', 'completed_any ', 'badge_any '],
		...['asked_3 ', 'sells_3 ', 'decides_3 ', 'orders_3 '],
		...courses.flatMap((course) => [
			`started ${course}`,
			`completed ${course}`,
			`days_to_complete ${course}`
		]),
		...badges.map((badge) => `badge ${badge}`)
	];
	const wholes = ['active_week w1', 'active_week w2', 'troubled '];
	const counts = new Map<string, number | { gender: Four; by: Record<string, Record<string, Four>> }>();
	for (const key of keys) {
		const gender = four();
		const by: Record<string, Record<string, Four>> = {};
		for (const [table, names] of Object.entries(rows))
			by[table] = Object.fromEntries(names.map((row) => [row, four()]));
		if (key === 'orders_3 ') by['band'] = Object.fromEntries(ORDERS.map((row) => [row, four()]));
		for (const person of people) {
			if (!person.does.has(key)) continue;
			gender[person.gender]!++;
			for (const table of Object.keys(by))
				by[table]![table === 'band' ? person.orders : person.groups[table]!]![person.gender]!++;
		}
		counts.set(key, { gender, by });
	}
	for (const key of wholes) counts.set(key, people.filter(({ does }) => does.has(key)).length);
	return counts;
}

/** What anybody knows of the numbers above without having been told. */
export const insideOf = ({ courses, badges }: Organisation): [string, string][] => [
	['activated ', 'enrolled '],
	['sells_3 ', 'asked_3 '],
	['decides_3 ', 'asked_3 '],
	['orders_3 ', 'asked_3 '],
	['completed_any ', 'active '],
	['active_week w1', 'active '],
	['active_week w2', 'active '],
	...courses.flatMap((course): [string, string][] => [
		[`days_to_complete ${course}`, `completed ${course}`],
		[`completed ${course}`, 'completed_any '],
		[`completed ${course}`, 'active '],
		[`started ${course}`, 'active ']
	]),
	...badges.map((badge): [string, string] => [`badge ${badge}`, 'badge_any '])
];
export const unionsOf = ({ courses, badges }: Organisation): [string, string[]][] => [
	['completed_any ', courses.map((course) => `completed ${course}`)],
	['badge_any ', badges.map((badge) => `badge ${badge}`)]
];
