/**
 * K7, T7. Who may open and do what on the staff's side, route by route and role by role; and that nobody but a safeguarding
 * lead can find a trace of what a learner told. A route that tests/support/staff-matrix.ts does not name fails here.
 */
import readXlsxFile from 'read-excel-file/node';
import { jobsOf } from '#lib/jobs.server.ts';
import { runDueJobs } from '#lib/platform/jobs.server.ts';
import { foldDirty } from '#lib/reports/index.server.ts';
import { composeBeside } from '../support/beside.ts';
import { rowCounter } from '../support/count-rows.ts';
import { routesOnDisk } from '../support/doors.ts';
import { post, send } from '../support/raw.ts';
import {
	may,
	PEOPLE,
	ROWS,
	staffPlaces,
	type Person,
	type Place,
	type Staffed
} from '../support/staff-matrix.ts';
import { expect, test as base } from './test.ts';

interface Site extends Staffed {
	url: string;
	rows(): Promise<Record<string, number>>;
	reports(): Promise<string[]>;
	/** Counts what has come in, as a job does every minute. */
	count(): Promise<unknown>;
}

const test = base.extend<object, { site: Site }>({
	site: [
		async ({ server }, use) => {
			const composed = await composeBeside(server);
			const staffed = await staffPlaces(composed);
			// What comes round by itself has been done: a page must not change in the middle of a walk because an hour is over.
			const { services } = composed;
			await runDueJobs(services.allLearners, jobsOf(services), services.clock);
			// What jobs make by themselves meanwhile is nobody's act.
			const rows = await rowCounter(
				services.allLearners,
				/^(rate_limit|session|job|audit_seal|report_(dirty|person|fact|edition|table|counted)|kysely_.*)$/
			);
			await use({
				...staffed,
				url: server.url,
				rows,
				count: () => foldDirty(services),
				reports: async () =>
					(
						await services.allLearners
							.selectFrom('safeguarding_report')
							.select('report_id')
							.orderBy('at')
							.execute()
					).map(({ report_id }) => report_id)
			});
			await composed.close();
		},
		{ scope: 'worker' }
	]
});
// In order, on one server: the walk before a report comes before there is one.
test.describe.configure({ mode: 'default' });

const routes = [...routesOnDisk()].filter(([route]) => route.startsWith('[lang=lang]/staff'));

const addressOf = (route: string, at: Place, more: Record<string, string> = {}): string =>
	`/${route.replace(/\[(\w+)(?:=\w+)?\]/g, (_, name: string) => {
		const known: Record<string, string> = {
			lang: 'ur',
			organisation: at.organisation,
			cohort: at.cohorts[0],
			learner: at.learner,
			meeting: at.meeting,
			file: at.logo,
			kind: 'csv',
			course: 'selling-online',
			lesson: 'a1',
			figure: 'enrolled',
			snapshot: at.snapshot,
			...more
		};
		return known[name] ?? '01900000-0000-7000-8000-000000000000';
	})}`;

/** Nothing was shown and nothing done: no such page, or the way to log in. */
const isTurnedAway = ({ status, headers }: { status: number; headers: { location?: string | undefined } }) =>
	status === 404 ||
	status === 403 ||
	(status === 303 && /^\/ur\/staff\/login(?:\?|$)/.test(headers.location ?? ''));

test('K7 every route and every action below staff has its row', () => {
	expect(routes.map(([route]) => route).sort()).toEqual(Object.keys(ROWS).sort());
	for (const [route, actions] of routes)
		expect(Object.keys(ROWS[route]?.actions ?? {}).sort(), route).toEqual(actions.sort());
});

/** She tells; told again it is the same report. @returns its id */
async function tell({ url, her, reports }: Site): Promise<string> {
	const fields = { key: 'a'.repeat(32), reach: 'class', when: 'evening', topic: 'staff' };
	const told = await post(url, '/ur/safe', fields, { cookie: her.cookie });
	expect([told.status, told.headers.location]).toEqual([303, '/ur/safe/done?s=1']);
	return (await reports())[0]!;
}

const AUDIT = /\/audit(?:\?|$)/;
/** Counts what waits to be sealed, folded, sent, for whoever runs the machine: of whose work it is, it knows nothing. */
const MOVES = /\/admin\/state$/;

/** What a browser would read: without what differs each time by itself. */
const settled = (text: string): string =>
	text
		.replace(/name="(?:_form|key)" value="[^"]*"/g, '')
		// Forms carry new ids; whether the report's stands anywhere is asked of the text as it came.
		.replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}/g, '#')
		// What a phone takes along says of what moment it is, as pages do.
		.replace(/\d{1,2}:\d{2}|"at":\d+/g, '');

/** Everything that somebody can open, words of files among it, by address. */
async function walk({ url, here, cookies }: Site, person: Person): Promise<Map<string, string>> {
	const seen = new Map<string, string>();
	const open = async (path: string) => {
		const answer = await send(url, { path, headers: { cookie: cookies[person] } });
		if (/\.xlsx(?:\?|$)/.test(path) && answer.status === 200) {
			const file = await fetch(url + path, { headers: { cookie: cookies[person] } });
			seen.set(path, JSON.stringify(await readXlsxFile(Buffer.from(await file.arrayBuffer()))));
		} else seen.set(path, `${answer.status} ${answer.text}`);
		return answer.text;
	};
	const todo = routes
		.map(([route]) => addressOf(route, here))
		.filter((path) => !/\/(log(in|out)|setup|second|invite|reset)/.test(path));
	// And whatever these pages link to, on the staff's side.
	for (let path = todo.shift(); path !== undefined; path = todo.shift()) {
		if (seen.has(path)) continue;
		const text = await open(path);
		for (const [, href] of text.matchAll(/href="(\/ur\/staff[^"#]*)"/g)) {
			const next = href!.replaceAll('&amp;', '&');
			// The audit grows by the walk itself, which takes files: its first page is read, not its length.
			if (AUDIT.test(next) || seen.has(next) || todo.includes(next)) continue;
			if (seen.size + todo.length < 180) todo.push(next);
		}
	}
	return seen;
}

test('T7 a walk through all that trainers, officers, viewers and administrators can reach finds no trace of a report', async ({
	site
}) => {
	test.setTimeout(180_000);
	const { url, here, cookies } = site;
	const readers = ['trainer', 'coTrainer', 'officer', 'viewer', 'administrator', 'installer'] as const;
	const before = new Map<Person, Map<string, string>>();
	for (const person of readers) before.set(person, await walk(site, person));
	const rows = await site.rows();

	await tell(site);
	expect(await site.rows()).toEqual({ ...rows, safeguarding_report: rows.safeguarding_report! + 1 });
	const [report] = await site.reports();

	for (const person of readers) {
		const after = await walk(site, person);
		expect([...after.keys()], person).toEqual([...before.get(person)!.keys()]);
		for (const [path, text] of after) {
			const then = before.get(person)!.get(path)!;
			// That telling writes no row of the audit is counted above.
			if (!AUDIT.test(path) && !MOVES.test(path))
				expect(settled(text), `${person} ${path}`).toBe(settled(then));
			expect(text.includes(report!) && !path.includes(report!), `${person} ${path}`).toBe(false);
		}
		const own = await send(url, {
			path: `/ur/staff/${here.organisation}/safety/${report}`,
			headers: { cookie: cookies[person] }
		});
		const none = await send(url, {
			path: `/ur/staff/${here.organisation}/safety/01900000-0000-7000-8000-000000000000`,
			headers: { cookie: cookies[person] }
		});
		expect([own.status, settled(own.text)], person).toEqual([404, settled(none.text)]);
	}
	// Counted, it is in no number of the quarter that runs either.
	await site.count();
	const live = `/ur/staff/${here.organisation}/report/live`;
	const counted = await send(url, { path: live, headers: { cookie: cookies.administrator } });
	expect(settled(`200 ${counted.text}`)).toBe(settled(before.get('administrator')!.get(live)!));
	const lead = await send(url, {
		path: `/ur/staff/${here.organisation}/safety`,
		headers: { cookie: cookies.lead }
	});
	expect(lead.text).toContain(report);
});

test('K7 each page opens for whom it is, and for nobody else', async ({ site }) => {
	test.setTimeout(180_000);
	const { url, here, other, cookies } = site;
	const report = await tell(site);
	const wrong: string[] = [];
	for (const [route] of routes)
		for (const person of PEOPLE) {
			const { see, empty, query = '' } = ROWS[route]!;
			const ask = (at: Place, more = {}) =>
				send(url, {
					path: addressOf(route, at, { report, ...more }) + query,
					headers: { cookie: cookies[person] }
				});
			const answer = await ask(here);
			const expected = may(person, route, see);
			const away = isTurnedAway(answer);
			if (see !== 'anybody' && (expected && !empty ? away : !expected && !away))
				wrong.push(`${person} ${route}: ${answer.status}`);
			if (
				!expected &&
				!['nobody', 'learner'].includes(person) &&
				see !== 'installation' &&
				answer.status !== 404
			)
				wrong.push(`${person} ${route}: ${answer.status} is not 404`);
			if (answer.status >= 500) wrong.push(`${person} ${route}: ${answer.status}`);
			// A class, a learner and a file of another organisation, asked for in one's own.
			for (const [name, id] of [
				['cohort', other.cohorts[0]],
				['learner', other.learner],
				['meeting', other.meeting],
				['file', other.logo],
				['snapshot', other.snapshot]
			] as const)
				if (new RegExp(`organisation.*\\[${name}=`).test(route)) {
					const theirs = await ask(here, { [name]: id });
					if (!isTurnedAway(theirs)) wrong.push(`${person} ${route}: their ${name}, ${theirs.status}`);
				}
			if (route.includes('[organisation=uuid]') && person !== 'otherAdministrator') {
				const theirs = await ask(other);
				if (!isTurnedAway(theirs)) wrong.push(`${person} ${route}: their organisation, ${theirs.status}`);
			}
		}
	expect(wrong).toEqual([]);
});

test('K7 each act is done by whom it is for, and what is refused changes no row', async ({ site }) => {
	test.setTimeout(180_000);
	const { url, here, cookies } = site;
	const report = await tell(site);
	const wrong: string[] = [];
	const acts = routes.flatMap(([route, actions]) =>
		actions.flatMap((action) => {
			const need = ROWS[route]!.actions![action]!;
			return need === 'anybody' ? [] : [{ route, action, need }];
		})
	);
	const tryIt = (route: string, action: string, person: Person) => {
		const fields = Object.entries(ROWS[route]!.fields?.[action] ?? {});
		return post(
			url,
			`${addressOf(route, here, { report })}${action === 'default' ? '' : `?/${action}`}`,
			Object.fromEntries(fields.map(([name, of]) => [name, here[of]])),
			{ cookie: cookies[person] }
		);
	};
	const before = await site.rows();
	for (const { route, action, need } of acts)
		for (const person of PEOPLE) {
			if (may(person, route, need)) continue;
			const answer = await tryIt(route, action, person);
			if (!isTurnedAway(answer)) wrong.push(`${person} may not ${route}?/${action}: ${answer.status}`);
		}
	expect(await site.rows()).toEqual(before);
	for (const { route, action, need } of acts)
		for (const person of PEOPLE) {
			// Ends the session that the rest is asked with.
			if (!may(person, route, need) || /^(sessions|off)$/.test(action)) continue;
			const answer = await tryIt(route, action, person);
			const { empty, idle } = ROWS[route]!;
			const away =
				(empty ?? idle?.includes(action))
					? answer.status >= 500
					: isTurnedAway(answer) || answer.status >= 500;
			if (away) wrong.push(`${person} may ${route}?/${action}: ${answer.status}`);
		}
	expect(wrong).toEqual([]);
});
