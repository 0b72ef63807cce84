/** Which request the n-th is: from a seed, so that one can be sent again alone. */
import type { Door } from '../support/doors.ts';
import { acting, dice, reading, type Dice, type Sent } from '../support/hostile.ts';
import type { Site } from '../support/site.ts';
import { envelope, eventShape } from '../../src/lib/sync/envelope.ts';
import { sentAct, sentBatch } from '../../src/lib/cohorts/sent/sent-act.schema.ts';
import type { Explored, Form } from './explore.ts';
import { rawRequest } from './raw.ts';
import { asBody, bend, fromApi, fromValibot, odd, oddText, type ApiSchema } from './shapes.ts';

export interface Ground {
	site: Site;
	doors: Record<string, Door>;
	explored: Explored;
	/** Of the doors of programs: schemas of bodies by route, and what they refer to. */
	bodies: Record<string, ApiSchema>;
	schemas: Record<string, ApiSchema>;
	keys: { partner: string; report: string };
	staffId: string;
}

export type Planned =
	| { kind: 'raw'; bytes: Buffer; path: string; route: string }
	| {
			kind: 'read' | 'act';
			sent: Sent;
			route: string;
			door: Door;
			who: keyof Site['cookies'];
			/** Of a form: whether it came from a page of ours. */
			from: 'own' | 'foreign' | 'null' | 'none';
			action?: string;
	  };

type Who = keyof Site['cookies'];
const OTHERS: readonly Who[] = ['nobody', 'forged', 'guest', 'learner'];

const homeOf = (route: string, d: Dice): Who =>
	route.includes('/staff') ? (d.chance(0.7) ? 'admin' : 'trainer') : 'seller';

/** Somebody whom the door is for, or somebody else. One whose session a door closes is nobody. */
const whoAt = (route: string, door: Door, d: Dice): Who =>
	door.closes ? d.pick(['nobody', 'forged'] as const) : d.chance(0.6) ? homeOf(route, d) : d.pick(OTHERS);

/** With parameters that lead somewhere, where they are known. */
function filled(route: string, door: Door, { explored }: Ground, d: Dice): Door {
	const found = explored.params.get(route);
	return found ? { ...door, params: { ...d.pick(found), ...door.params } } : door;
}

function signed(sent: Sent, who: Who, site: Site, d: Dice) {
	const from = d.pick(['own', 'own', 'own', 'own', 'foreign', 'null', 'none'] as const);
	if (site.cookies[who]) sent.headers.cookie = site.cookies[who];
	if (sent.method === 'POST' && from !== 'none')
		sent.headers.origin = { own: site.url, foreign: 'https://evil.example', null: 'null' }[from];
	return from;
}

/** A form as its page would send it, but for one or two fields. */
function fromPage({ path, fields, multipart }: Form, d: Dice): Sent {
	const bent = fields.flatMap(([name, value]): [string, string][] => {
		if (!d.chance(1.5 / (fields.length + 1))) return [[name, value]];
		const other = d.pick([oddText(d), `${value}\u0000`, value.repeat(40), value.slice(1), `-${value}`]);
		return d.pick([
			[[name, other]],
			[[name, other]],
			[],
			[
				[name, value],
				[name, other]
			]
		] as [string, string][][]);
	});
	const body = multipart
		? bent.map(([n, v]) => `--b\r\nContent-Disposition: form-data; name="${n}"\r\n\r\n${v}\r\n`).join('') +
			`--b\r\nContent-Disposition: form-data; name="${d.pick(['file', 'photo', 'logo'])}"; filename="${d.pick(['a.png', '../a.svg', 'x.csv'])}"\r\nContent-Type: image/png\r\n\r\n${d.pick(['', '\u0089PNG\r\n\u001a\n', '<svg onload=alert(1)>', 'name,phone\r\n=1+1,0300'])}\r\n--b--\r\n`
		: new URLSearchParams(bent).toString();
	return {
		method: 'POST',
		path,
		headers: {
			accept: 'text/html',
			'content-type': multipart ? 'multipart/form-data; boundary=b' : 'application/x-www-form-urlencoded'
		},
		body: Buffer.from(body),
		wellFormed: true
	};
}

const many = (of: (n: number) => unknown, d: Dice) =>
	Array.from({ length: Math.floor(d.random() * 5) }, (_, n) => of(n));

/** A body that this door asks for. */
function bodyFor(route: string, { site, bodies, schemas, staffId }: Ground, d: Dice): unknown {
	if (route === 'api/sync')
		return {
			...(fromValibot(envelope, d) as object),
			events: many(
				() => ({
					...(fromValibot(eventShape, d) as object),
					profile: site.profile,
					body: { course: 'selling-online', version: 'v', lang: 'ur', lesson: 'a1', [oddText(d)]: odd(d) }
				}),
				d
			)
		};
	if (route === 'api/staff/acts')
		return {
			...(fromValibot(sentBatch, d) as object),
			staff: staffId,
			acts: many(() => fromValibot(sentAct, d), d)
		};
	if (route === 'api/told') return { ids: many(() => odd(d), d) };
	if (route === 'api/session') return { reader: d.pick(['0'.repeat(64), odd(d)]), secret: odd(d) };
	if (route === 'api/staff/password') return { password: odd(d) };
	const schema = bodies[route];
	return schema ? fromApi(schema, schemas, d) : { a: odd(d) };
}

function toProgram(route: string, door: Door, ground: Ground, d: Dice): Sent {
	const { site, keys } = ground;
	const sent = reading(route, door, d);
	const whole = bodyFor(route, ground, d);
	const body = asBody(d.chance(0.25) ? whole : bend(whole, d), d);
	const key = route.startsWith('api/partner')
		? keys.partner
		: route.startsWith('api/report')
			? keys.report
			: site.token;
	const type = d.pick([
		'application/json',
		'application/json',
		'text/plain',
		'application/x-www-form-urlencoded',
		''
	]);
	const method = d.pick(['POST', 'POST', 'POST', 'PUT', 'PATCH', 'GET']);
	return {
		...sent,
		method,
		headers: {
			...sent.headers,
			...(type && { 'content-type': type }),
			...(d.chance(0.8) && {
				authorization: `Bearer ${
					d.chance(0.85)
						? key
						: oddText(d)
								.replace(/[^ -~]/g, '?')
								.slice(0, 300)
				}`
			})
		},
		...(method !== 'GET' && { body })
	};
}

/** Of ten, five act, four read and one is bytes. Each door comes round in turn. */
export function plan(n: number, seed: number, ground: Ground): Planned {
	const d = dice(Math.imul(seed + n, 0x9e3779b1));
	const { doors, explored, site } = ground;
	const turn = Math.floor(n / 10);
	const list = Object.entries(doors);
	const [route, door] = list[(turn * 4 + (n % 10)) % list.length]!;
	const place = filled(route, door, ground, d);
	if (n % 10 === 9) {
		const path = reading(route, place, d).path;
		return { kind: 'raw', route, path, bytes: rawRequest(d, path, new URL(site.url).host) };
	}
	if (n % 10 < 4) {
		const sent = reading(route, place, d);
		const who = whoAt(route, door, d);
		const from = signed(sent, who, site, d);
		const safe = sent.method === 'GET' || sent.method === 'HEAD' || sent.method === 'OPTIONS';
		return { kind: safe ? 'read' : 'act', sent, route, door, who, from };
	}
	if (n % 10 < 6) {
		const acts = list.flatMap(([r, one]) =>
			Object.keys(one.actions ?? {}).map((action) => ({ r, one, action }))
		);
		const { r, one, action } = acts[(turn * 2 + (n % 2)) % acts.length]!;
		const sent = acting(r, filled(r, one, ground, d), action, d);
		const who = whoAt(r, one, d);
		return { kind: 'act', sent, route: r, door: one, who, action, from: signed(sent, who, site, d) };
	}
	if (n % 10 < 8) {
		const forms = explored.forms.filter((form) => !doors[form.route]?.closes);
		const form = forms[(turn * 2 + (n % 2)) % forms.length]!;
		const who = d.chance(0.8) ? (form.who as Who) : d.pick(OTHERS);
		const sent = fromPage(form, d);
		return {
			kind: 'act',
			sent,
			route: form.route,
			door: doors[form.route]!,
			who,
			from: signed(sent, who, site, d)
		};
	}
	const programs = list.filter(([, one]) => one.json);
	const [to, one] = programs[turn % programs.length]!;
	const sent = toProgram(to, filled(to, one, ground, d), ground, d);
	// The session that a phone's door closes is a learner's that nothing else needs.
	const who = to === 'api/session' ? 'other' : whoAt(to, one, d);
	return { kind: 'act', sent, route: to, door: one, who, from: signed(sent, who, site, d) };
}
