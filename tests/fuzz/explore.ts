/**
 * What the pages themselves offer: every form with what stands in it, and every address that a link names. So that a new page
 * is fuzzed with what it would send, without being described anywhere.
 */
import { parse, type HTMLElement } from 'node-html-parser';
import { send } from '../support/raw.ts';

export interface Form {
	route: string;
	/** With its query. */
	path: string;
	fields: [name: string, value: string][];
	multipart: boolean;
	/** Whose page it was on. */
	who: string;
}

export interface Explored {
	/** For each route the parameters with which something is found. */
	params: Map<string, Record<string, string>[]>;
	forms: Form[];
	/** Addresses of links that ask for something. */
	queries: string[];
	pages: number;
}

/** Pages of one route that are read: a board's sixty learners are alike. */
const OF_A_ROUTE = 2;
const PAGES = 160;

const KINDS: Record<string, string> = { lang: '(?:ur|en)', uuid: '[0-9a-f-]{36}', sheet: '(?:csv|xlsx)' };
const PARAM = /\[(\w+)(?:=(\w+))?\]/g;

interface Matcher {
	route: string;
	pattern: RegExp;
}

export const matchersOf = (routes: Iterable<string>): Matcher[] =>
	[...routes]
		// What is written out comes before what may be anything.
		.sort((a, b) => a.replace(PARAM, '~').localeCompare(b.replace(PARAM, '~')))
		.map((route) => ({
			route,
			pattern: new RegExp(
				`^/${route.replace(/[.]/g, '\\.').replace(PARAM, (_, name: string, kind?: string) => `(?<${name}>${KINDS[kind ?? ''] ?? '[^/]+'})`)}$`
			)
		}));

const valueOf = (field: HTMLElement): string => {
	if (field.tagName === 'TEXTAREA') return field.textContent;
	if (field.tagName !== 'SELECT')
		return field.getAttribute('value') ?? (field.getAttribute('type') === 'checkbox' ? 'on' : '');
	const options = field.querySelectorAll('option');
	const chosen = options.find((o) => o.hasAttribute('selected')) ?? options[0];
	return chosen?.getAttribute('value') ?? chosen?.textContent ?? '';
};

function fieldsOf(form: HTMLElement, page: HTMLElement): [string, string][] {
	const id = form.getAttribute('id');
	const outside = id ? page.querySelectorAll(`[form="${id}"]`) : [];
	return [...form.querySelectorAll('input, select, textarea, button'), ...outside].flatMap((field) => {
		const name = field.getAttribute('name');
		return name && field.getAttribute('type') !== 'file' ? [[name, valueOf(field)] as [string, string]] : [];
	});
}

/** Walks from link to link, by GET alone. */
export async function explore(
	url: string,
	who: string,
	cookie: string,
	from: readonly string[],
	matchers: readonly Matcher[],
	found: Explored
): Promise<void> {
	const seen = new Set<string>();
	const read = new Map<string, number>();
	const queue = [...from];
	const routeOf = (path: string) => {
		for (const { route, pattern } of matchers) {
			const groups = pattern.exec(path)?.groups;
			if (groups) return { route, params: { ...groups } as Record<string, string> };
		}
		return undefined;
	};
	for (let pages = 0; pages < PAGES && queue.length;) {
		const at = queue.shift()!;
		const { pathname, search } = new URL(at, url);
		const path = pathname + search;
		if (seen.has(path)) continue;
		seen.add(path);
		const known = routeOf(pathname);
		if (!known) continue;
		const times = read.get(known.route) ?? 0;
		if (times >= OF_A_ROUTE) continue;
		read.set(known.route, times + 1);
		const answer = await send(url, { path, headers: { cookie, accept: 'text/html' } });
		pages++;
		if (answer.headers.location) queue.unshift(answer.headers.location);
		if (answer.status !== 200) continue;
		const { lang: _, ...params } = known.params;
		found.params.set(known.route, [...(found.params.get(known.route) ?? []), params]);
		if (!String(answer.headers['content-type']).startsWith('text/html')) continue;
		found.pages++;
		const page = parse(answer.text);
		for (const form of page.querySelectorAll('form')) {
			const target = new URL(form.getAttribute('action') || path, `${url}${path}`);
			const action = routeOf(target.pathname);
			if (!action || form.getAttribute('method')?.toUpperCase() !== 'POST') continue;
			found.forms.push({
				route: action.route,
				path: target.pathname + target.search,
				fields: fieldsOf(form, page),
				multipart: form.getAttribute('enctype') === 'multipart/form-data',
				who
			});
		}
		for (const link of page.querySelectorAll('a[href], img[src], link[href]')) {
			const named = link.getAttribute('href') ?? link.getAttribute('src')!;
			if (!URL.canParse(named, `${url}${path}`)) continue;
			const to = new URL(named, `${url}${path}`);
			if (to.origin !== url) continue;
			queue.push(to.pathname + to.search);
			if (to.search.includes('=')) found.queries.push(to.pathname + to.search);
		}
	}
}
