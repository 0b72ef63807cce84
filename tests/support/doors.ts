/** Every door of the server, for tests/fuzz and tests/e2e/doors.spec.ts; a route that is not here fails the fuzzer. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export interface Door {
	/** What fills each parameter of the address, where something is to be found. */
	params?: Record<string, string>;
	/** Parameters of the query that it reads. */
	query?: string[];
	/** Fields of each action. */
	actions?: Record<string, string[]>;
	/** A door of programs: refuses in problem details. */
	json?: true;
	/** Its actions close the session that was sent. */
	closes?: true;
}

/** What stands in the demo and can be named in an address. */
export interface Known {
	award: string;
	handle: string;
	product: string;
	order: string;
	/** The organisation that has reports, one of its closed quarters, and a snapshot of it. */
	organisation: string;
	quarter: string;
	snapshot: string;
}

const secret = ['picture_1', 'picture_2', 'picture_3', 'picture_4', 'digits'];
const sign = ['name', 'name_en', 'about', 'category', 'city', 'area', 'delivery_fee', 'returns'];
const product = ['title', 'details', 'price', 'stock'];
const buyer = ['quantity', 'name', 'phone', 'city', 'address', 'landmark', 'phone2', 'note'];
const price = ['goods', 'hours', 'hour_rate', 'packing', 'courier', 'tax_percent', 'returns_of_ten', 'price'];
const classFields = [
	'name',
	'course',
	'startsOn',
	'weeks',
	'weekday',
	'time',
	'place',
	'places',
	'programme',
	'approval'
];
const reportQuery = ['quarter', 'by', 'who', 'rank'];
const listing = ['what', 'what-own', 'size', 'colour', 'colour-own', 'price', 'returns'];

export function doors(known: Known): Record<string, Door> {
	const course = { course: 'selling-online' };
	const inLesson = (lesson: string) => ({ ...course, lesson });
	const award = { award: known.award };
	const badge = { badge: 'selling-online' };
	const goods = { handle: known.handle, product: known.product };
	const learn = '[lang=lang]/learn/[course]';
	const staff = '[lang=lang]/staff';
	const report = `${staff}/[organisation=uuid]/report`;
	const here = { organisation: known.organisation };
	const frozen = { ...here, snapshot: known.snapshot };
	return {
		'': {},
		'[lang=lang]': {},
		'[lang=lang]/app.webmanifest': {},
		'[lang=lang]/badge/[award]': { params: award, actions: { name: ['shown'], appeal: ['words'] } },
		'[lang=lang]/badge/[award]/baked.png': { params: award },
		'[lang=lang]/badge/[award]/picture.png': { params: award },
		'[lang=lang]/badge/[award]/picture.svg': { params: award },
		'[lang=lang]/claim/[partner]': {
			params: { partner: 'bazaar' },
			query: ['return', 'state', 'challenge', 'request'],
			actions: { allow: ['contact'], decline: [] }
		},
		'[lang=lang]/deleted': {},
		'[lang=lang]/family': {},
		'[lang=lang]/help': {},
		'[lang=lang]/help/ask': {
			query: ['course', 'lesson', 'asked'],
			actions: { default: ['course', 'lesson'] }
		},
		'[lang=lang]/kept': {},
		'[lang=lang]/situation': {},
		'[lang=lang]/verify': { actions: { default: ['file', 'text'] } },
		'[lang=lang]/who': {},
		'[lang=lang]/phone/badge': {},
		'[lang=lang]/phone/me': {},
		'[lang=lang]/phone/elsewhere': {},
		'[lang=lang]/phone/follow-up': {},
		'[lang=lang]/phone/open': {},
		'[lang=lang]/phone/sell': {},
		[`${learn}/check/phone`]: { params: course },
		'[lang=lang]/join': {
			query: ['class'],
			actions: {
				default: ['key', 'name', 'class', 'phone', 'mine', 'profile', 'consent_learning', ...secret]
			}
		},
		[learn]: { params: course },
		[`${learn}/[lesson]`]: { params: inLesson('a1') },
		[`${learn}/[lesson]/answer`]: {
			params: inLesson('a1'),
			query: ['item', 'choice', 'try', 'from'],
			actions: { question: ['version', 'item', 'choice', 'try', 'from'], finish: ['version'] }
		},
		[`${learn}/[lesson]/listing`]: {
			params: inLesson('a4'),
			query: listing,
			actions: { keep: ['version', ...listing] }
		},
		[`${learn}/[lesson]/play`]: {
			params: inLesson('a8'),
			query: ['m', 's', 'a', 'k', 'n', 'oa', 'go', 'kept', 'f.name', 'f.name.own'],
			actions: { done: ['version', 'm', 'f.name'] }
		},
		[`${learn}/[lesson]/paper`]: { params: { course: 'digital-payments', lesson: 'b7' } },
		[`${learn}/[lesson]/play.js`]: { params: inLesson('a8') },
		[`${learn}/[lesson]/price`]: {
			params: inLesson('a5'),
			query: price,
			actions: { keep: ['version', ...price] }
		},
		[`${learn}/after`]: { params: course, actions: { default: ['version', 'a-b1'] } },
		[`${learn}/before`]: { params: course, actions: { default: ['version', 'a-b1'] } },
		[`${learn}/check`]: { params: course, actions: { default: ['version', 'number', 'a-c1'] } },
		[`${learn}/check/result`]: { params: course },
		[`${learn}/rehearsal`]: { params: course },
		'[lang=lang]/login': {
			query: ['to'],
			actions: { default: ['code', 'to', 'profile', ...secret] }
		},
		'[lang=lang]/login/again': {
			query: ['to', 'file', 'fault'],
			actions: { prove: secret, carry: [...sign, 'paid'] }
		},
		'[lang=lang]/login/card': {
			query: ['t'],
			actions: { default: ['token', 'profile', 'consent_learning', ...secret] }
		},
		'[lang=lang]/login/open': { query: ['to'] },
		'[lang=lang]/logout': { actions: { default: [] }, closes: true },
		'[lang=lang]/me': {},
		'[lang=lang]/me/about': {
			query: ['saved'],
			actions: { default: ['gender', 'age_band', 'district', 'orders_band'] }
		},
		'[lang=lang]/me/card': { actions: { default: ['key', ...secret] } },
		'[lang=lang]/me/class': { query: ['class'], actions: { default: ['class'] } },
		'[lang=lang]/me/consent': { actions: { default: ['purpose', 'given'] } },
		'[lang=lang]/me/data': {},
		'[lang=lang]/me/data/copy': { query: ['fault'] },
		'[lang=lang]/me/data/copy/qadam.json': {},
		'[lang=lang]/me/data/delete': { actions: { prove: secret, erase: ['ticket'] } },
		'[lang=lang]/me/follow-up': {
			actions: { default: ['key', 'month', 'sells_now', 'orders', 'own_account', 'earnings', 'decline'] }
		},
		'[lang=lang]/me/partners': { actions: { withdraw: ['partner'] } },
		'[lang=lang]/me/contact': { query: ['saved'], actions: { default: ['whose', 'hours', 'ways'] } },
		'[lang=lang]/offline': {},
		'[lang=lang]/order/[secret]': {
			params: { secret: '0'.repeat(32) },
			query: ['again'],
			actions: {
				received: [],
				cancel: ['reason'],
				review: ['verdict', 'tick'],
				ask: ['question'],
				complain: ['reason', 'more']
			}
		},
		'[lang=lang]/order/[secret]/raast.webp': { params: { secret: '0'.repeat(32) } },
		'[lang=lang]/refused': { query: ['status'] },
		'[lang=lang]/refused/tile': {},
		'[lang=lang]/safe': { actions: { default: ['key', 'reach', 'when', 'topic'] } },
		'[lang=lang]/safe/done': { query: ['s'] },
		'[lang=lang]/sell': { actions: { pause: ['paused'] } },
		'[lang=lang]/sell/elsewhere': {},
		'[lang=lang]/sell/edit': { actions: { default: [...sign, 'phone', 'phone_shown'] } },
		'[lang=lang]/sell/notices': {
			query: ['saved'],
			actions: { phone: ['endpoint'], off: [], sms: ['on'] }
		},
		'[lang=lang]/sell/open': {},
		'[lang=lang]/sell/open/[step]': {
			params: { step: 'delivery' },
			query: ['from', 'kept'],
			actions: {
				default: [
					...sign,
					'handle',
					'skip',
					'from',
					'to',
					'shown',
					'phone',
					'way',
					'title',
					'photo',
					'insist'
				]
			}
		},
		'[lang=lang]/sell/open/look': { actions: { default: ['handle'] } },
		'[lang=lang]/sell/open/done': {},
		'[lang=lang]/sell/orders.csv': {},
		'[lang=lang]/sell/orders': { actions: { unblock: ['key'] } },
		'[lang=lang]/sell/orders/[order]': {
			params: { order: known.order },
			query: ['days'],
			actions: {
				confirm: ['days'],
				send: [],
				deliver: ['paid'],
				paid: [],
				cancel: ['reason'],
				back: ['reason', 'restock'],
				answer: ['words'],
				block: [],
				unblock: []
			}
		},
		'[lang=lang]/sell/pay': {
			query: ['saved'],
			actions: { hours: ['from', 'to'], raast: ['title', 'photo', 'insist'], remove: [] }
		},
		'[lang=lang]/sell/products/[product]': {
			params: { product: known.product },
			query: ['new', 'photo', 'saved'],
			actions: { edit: product, show: ['shown'], photo: ['photo'], first: ['id'], remove: ['id'] }
		},
		'[lang=lang]/sell/market': { actions: { default: [] } },
		'[lang=lang]/sell/products/new': { actions: { default: ['id', ...product] } },
		'[lang=lang]/shop/[handle]': { params: goods, query: ['page', 'not-ordered'] },
		'[lang=lang]/shop/[handle]/abroad': {
			params: goods,
			query: ['sent'],
			actions: { default: ['key', 'name', 'country', 'contact', 'words', 'website'] }
		},
		'[lang=lang]/sell/enquiries': { actions: { remove: ['id'] } },
		'[lang=lang]/shop/[handle]/picture.jpg': { params: goods },
		'[lang=lang]/shop/[handle]/[product]/picture.jpg': { params: goods },
		'[lang=lang]/shop/[handle]/report': {
			params: goods,
			query: ['sent'],
			actions: { default: ['key', 'reason', 'words', 'website'] }
		},
		'[lang=lang]/shop/[handle]/[product]': { params: goods },
		'[lang=lang]/shop/[handle]/[product]/order': {
			params: goods,
			actions: { default: ['key', 'price', 'fee', 'website', ...buyer] }
		},
		[staff]: {},
		[`${staff}/admin`]: {
			actions: { organisation: ['id', 'name'] }
		},
		[`${staff}/admin/badges/[award]`]: {
			params: award,
			actions: {
				revoke: ['reason'],
				suspend: ['reason'],
				reinstate: ['reason'],
				appeal: ['words'],
				uphold: ['answer'],
				stop: []
			}
		},
		[`${staff}/admin/deliveries`]: {
			query: ['retried'],
			actions: { one: ['key'], all: ['target'] }
		},
		[`${staff}/admin/sellers`]: {
			query: ['marketplace', 'done'],
			actions: { look: ['file'], record: ['rows'] }
		},
		[`${staff}/admin/sellers/export.[kind=sheet]`]: { params: { kind: 'csv' }, query: ['marketplace'] },
		[`${staff}/admin/webhooks`]: {
			actions: {
				add: ['id', 'name', 'address', 'partner'],
				rotate: ['id', 'version'],
				test: ['id'],
				pause: ['id'],
				resume: ['id'],
				close: ['id', 'sure']
			}
		},
		[`${staff}/admin/state`]: {},
		[`${staff}/admin/items`]: { query: ['of', 'sort', 'down'] },
		[`${staff}/admin/partners`]: {
			actions: {
				make: ['id', 'name', 'badge', 'origins', 'scope'],
				change: ['id', 'name', 'badge', 'origins', 'scope'],
				stop: ['id'],
				start: ['id'],
				end: ['id', 'key'],
				key: ['id', 'per_minute']
			}
		},
		[`${staff}/admin/shops`]: { actions: { default: ['learner', 'verdict', 'reason', 'item'] } },
		[`${staff}/admin/shops/reports`]: {
			query: ['lifted'],
			actions: { nothing: ['learner', 'id'], stop: ['learner', 'id'], resume: ['learner'], keep: ['learner'] }
		},
		[`${staff}/admin/shops/photo/[learner]/[photo]`]: {},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]`]: {
			query: ['q', 'state', 'reason', 'lesson', 'waiting', 'sort', 'help'],
			actions: { save: ['id', 'name', 'query'], remove: ['id'] }
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/board.csv`]: { query: ['q', 'state', 'sort'] },
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/board.xlsx`]: { query: ['q', 'state', 'sort'] },
		[`${staff}/[organisation=uuid]`]: { query: ['archived'] },
		[`${staff}/[organisation=uuid]/voice`]: { query: ['in'] },
		[`${staff}/[organisation=uuid]/voice/[course]`]: { params: course, query: ['in'] },
		[`${staff}/[organisation=uuid]/voice/[course]/[lesson]`]: {
			params: inLesson('a1'),
			query: ['in'],
			actions: {
				record: ['card', 'voice', 'words', 'file', 'publish'],
				publish: ['card', 'id'],
				back: ['card', 'id']
			}
		},
		[`${staff}/[organisation=uuid]/voice/[course]/[lesson]/[recording]`]: { params: inLesson('a1') },
		[`${staff}/admin/voice`]: { actions: { back: ['id'] } },
		[`${staff}/[organisation=uuid]/new-class`]: {
			query: ['template'],
			actions: { default: ['id', ...classFields] }
		},
		[`${staff}/[organisation=uuid]/templates`]: {
			actions: {
				programme: ['id', 'name'],
				rename: ['id', 'name'],
				programme_away: ['id', 'away'],
				template_away: ['id', 'away']
			}
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/settings`]: {
			query: ['made', 'saved'],
			actions: {
				save: classFields,
				number: [],
				staff: ['staff', 'role'],
				end: ['staff'],
				archive: ['sure'],
				open: [],
				template: ['id', 'name']
			}
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/members`]: {
			query: ['q', 'former', 'in', 'queued', 'refused', 'left', 'moved', 'back'],
			actions: {
				admit: ['learner'],
				refuse: ['learner', 'reason', 'words'],
				leave: ['learner', 'reason', 'words'],
				move: ['learner', 'to', 'reason', 'words'],
				back: ['learner']
			}
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/poster`]: { query: ['words'] },
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/learner/[learner=uuid]`]: {
			query: ['done', 'before'],
			actions: {
				answer: ['of'],
				contact: ['whose', 'hours', 'ways'],
				followup: ['id', 'month', 'sells_now', 'orders', 'own_account', 'earnings', 'decline'],
				grant: ['id', 'course'],
				late: ['id', 'of', 'accepted'],
				message: ['id', 'way', 'template'],
				note: ['id', 'text', 'replaces'],
				reveal: [],
				unlock: [],
				unnote: ['note']
			}
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/learner/[learner=uuid]/same`]: {
			query: ['q', 'with', 'done'],
			actions: { join: ['id', 'kept', 'gone', 'sure'], part: ['of'] }
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/marks`]: {
			query: ['marked'],
			actions: { default: ['id', 'learner', 'course', 'version', 'comment', 'line-true'] }
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/news`]: {
			actions: { announce: ['id', 'ur', 'en', 'days'], withdraw: ['id'] }
		},
		[`${staff}/[organisation=uuid]/messages`]: {
			actions: { keep: ['id', 'name', 'ur', 'en'], drop: ['id'] }
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/cards`]: {
			query: ['learner'],
			actions: { make: ['key', 'learner', 'sure'] }
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/certificates`]: {
			query: ['badge', 'words', 'learner', 'print']
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/show`]: {},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/meetings`]: {
			actions: { change: ['meeting', 'day', 'lesson', 'cancelled'] }
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/meetings/[meeting=uuid]/attendance`]: {
			actions: { mark: ['mark'] }
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/meetings/[meeting=uuid]/plan`]: {},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/meetings/[meeting=uuid]/sheet`]: {},
		[`${staff}/[organisation=uuid]/logo/[file=uuid]`]: {},
		[`${staff}/[organisation=uuid]/audit`]: { query: ['before'] },
		[`${staff}/[organisation=uuid]/held`]: {
			query: ['done'],
			actions: { accept: ['staff', 'act'], refuse: ['staff', 'act'] }
		},
		[`${staff}/[organisation=uuid]/people`]: {
			query: ['saved'],
			actions: {
				invite: ['id', 'label', 'role', 'cohort', 'email'],
				revoke: ['id'],
				give: ['staff', 'role', 'cohort'],
				take: ['staff', 'role', 'reason'],
				back: ['id'],
				reset: ['id', 'staff', 'factor']
			}
		},
		[`${staff}/[organisation=uuid]/settings`]: {
			query: ['saved'],
			actions: {
				save: ['name', 'zone', 'signs_1', 'title_ur_1', 'title_en_1', 'signs_3'],
				logo: ['id', 'logo'],
				remove: ['id']
			}
		},
		[report]: {
			params: here,
			query: reportQuery,
			actions: { save: ['id', 'name', 'query'], remove: ['id'] }
		},
		[`${report}/about/[figure]`]: {
			params: { ...here, figure: 'completed~selling-online' },
			query: reportQuery,
			actions: { names: [] }
		},
		[`${report}/compare`]: { params: here, query: ['quarter', 'of', 'quarter2', 'of2', 'who'] },
		[`${report}/file.[kind=sheet]`]: { params: { ...here, kind: 'csv' }, query: ['quarter'] },
		[`${report}/keys`]: { params: here, actions: { make: ['name', 'scope'], end: ['key'] } },
		[`${report}/live`]: { params: here },
		[`${report}/logframe`]: {
			params: here,
			query: ['quarter', 'also', 'saved'],
			actions: { default: ['quarter', 'key', 'group', 'baseline', 'target'] }
		},
		[`${report}/logframe.xlsx`]: { params: here, query: ['quarter'] },
		[`${report}/print`]: { params: here, query: reportQuery },
		[`${report}/signs`]: { params: here },
		[`${report}/snapshots`]: {
			params: here,
			query: ['quarter', 'counted'],
			actions: { freeze: ['quarter', 'name'], count: ['quarter'] }
		},
		[`${report}/snapshots/[snapshot=uuid]`]: { params: frozen, query: reportQuery },
		[`${report}/snapshots/[snapshot=uuid]/file.json`]: { params: frozen },
		[`${staff}/invite`]: {
			query: ['t'],
			actions: { join: ['name', 'login', 'password'], take: [], other: [] },
			closes: true
		},
		[`${staff}/[organisation=uuid]/safety`]: {},
		[`${staff}/[organisation=uuid]/safety/[report=uuid]`]: {
			actions: {
				take: ['id'],
				contacted: ['id'],
				note: ['id', 'text'],
				close: ['id', 'outcome'],
				reopen: ['id'],
				phone: ['id']
			}
		},
		[`${staff}/login`]: { query: ['to', 'fresh'], actions: { default: ['email', 'password'] } },
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/export.[kind=sheet]`]: {
			params: { kind: 'csv' },
			query: ['empty']
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/import`]: {
			query: ['done'],
			actions: { upload: ['id', 'file'], undo: ['import'] }
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/import/[draft=uuid]`]: {
			query: ['columns'],
			actions: { columns: ['column_0', 'headless'], commit: ['row_2', 'others'], drop: [] }
		},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/import/[draft=uuid]/rows.csv`]: {},
		[`${staff}/[organisation=uuid]/class/[cohort=uuid]/kept.json`]: {},
		[`${staff}/offline`]: {},
		[`${staff}/logout`]: { actions: { default: [] }, closes: true },
		[`${staff}/me`]: {
			query: ['saved'],
			actions: {
				name: ['name'],
				password: ['old', 'fresh'],
				sessions: [],
				codes: ['form', 'code'],
				off: ['code']
			}
		},
		[`${staff}/reset`]: { query: ['t'], actions: { default: ['token', 'password'] } },
		[`${staff}/second`]: { query: ['to'], actions: { default: ['code'] } },
		[`${staff}/second/new`]: { query: ['to'], actions: { confirm: ['code'], later: [] } },
		[`${staff}/setup`]: { query: ['t'], actions: { default: ['token', 'name', 'email', 'password'] } },
		blank: {},
		'.well-known/did.json': { json: true },
		'achievements/[badge]': { params: badge, json: true },
		'achievements/[badge]/image.svg': { params: badge },
		'api/desk': { json: true },
		'api/voice/[course]/[lang=lang]': { params: course, json: true },
		'voice/[recording]': {},
		'api/editions/[course]/[lang=lang]': { params: course, json: true },
		'api/log': { query: ['after', 'not'], json: true },
		'api/openapi.json': { json: true },
		'api/partner/claims/redeem': { json: true },
		'api/partner/requests': { json: true },
		'api/partner/requests/[request]': { params: { request: '0'.repeat(64) }, json: true },
		'api/partner/sellers/[seller]/status': {
			params: { seller: '01900000-0000-8000-8000-000000000000' },
			json: true
		},
		'api/report/quarters': { json: true },
		'api/report/quarters/[quarter]': { params: { quarter: '2026-Q3' }, json: true },
		'api/report/snapshots': { json: true },
		'api/report/snapshots/[snapshot=uuid]': {
			params: { snapshot: '01900000-0000-7000-8000-000000000000' },
			json: true
		},
		'api/report/targets/[quarter]': { params: { quarter: '2026-Q3' }, json: true },
		'api/session': { json: true },
		'api/staff/acts': { json: true },
		'api/staff/password': { json: true },
		'api/sync': { json: true },
		'api/told': { json: true },
		'api/verify': { json: true },
		'credentials/[award]': { params: award, json: true },
		healthz: {},
		metrics: {},
		readyz: {},
		'internal/publish': { json: true },
		'media/[course]/[file]': { params: course, query: ['v'] },
		'photo/[shop]/[photo]': { params: { shop: known.handle } },
		'status/[list]': { params: { list: '1' }, json: true }
	};
}

const ROUTES = new URL('../../src/routes/', import.meta.url).pathname;

/** The routes as they are: each folder with a page or a server, and the names of its actions. */
export function routesOnDisk(): Map<string, string[]> {
	const found = new Map<string, string[]>();
	for (const entry of readdirSync(ROUTES, { recursive: true, withFileTypes: true })) {
		if (!/^\+(page\.svelte|page\.server\.ts|server\.ts)$/.test(entry.name)) continue;
		const route = relative(ROUTES, entry.parentPath);
		const named = entry.name.endsWith('.ts') ? actionsIn(join(entry.parentPath, entry.name)) : [];
		found.set(route, [...(found.get(route) ?? []), ...named]);
	}
	return found;
}

function actionsIn(file: string): string[] {
	const source = readFileSync(file, 'utf8');
	const [, lines, line] = /export const actions[^=\n]*= \{(?:\n([\s\S]*?)\n|(.*))\};\n/.exec(source) ?? [];
	const written = lines ?? line ?? '';
	// On one line each action follows a brace or a comma; on several it stands at the first indent.
	const names = lines !== undefined ? /^\t(\w+)[:(,]/gm : /(\w+):/g;
	return [...written.matchAll(names)].map(([, name]) => name!);
}
