/**
 * A browser of the plainest kind: raw HTTP, cookies and forms; no scripts, and none of Origin, Referer and Sec-Fetch
 * (old phones, proxies; journey 9).
 */
import { parse, type HTMLElement } from 'node-html-parser';
import { request } from 'node:http';

export interface Page {
	url: URL;
	status: number;
	root: HTMLElement;
	/** Visible text, white space folded. */
	text: string;
}

export interface FormOf {
	/** Part of the form's action, its id, or a field that it must have. */
	action?: string | RegExp;
	id?: string;
	field?: string;
}

export class PlainBrowser {
	readonly #origin: string;
	readonly #cookies = new Map<string, string>();
	page: Page | undefined;

	/** @param cookies that it has already, as a browser sends them */
	constructor(origin: string, cookies = '') {
		this.#origin = origin;
		for (const pair of cookies.split('; ').filter(Boolean)) this.#keep(pair);
	}

	get current(): Page {
		if (!this.page) throw new Error('no page is open');
		return this.page;
	}

	open(path: string): Promise<Page> {
		return this.#send('GET', new URL(path, this.page?.url ?? this.#origin));
	}

	/** Follows the first link whose address matches. */
	async follow(href: string | RegExp): Promise<Page> {
		const link = this.current.root
			.querySelectorAll('a[href]')
			.map((a) => a.getAttribute('href')!)
			.find((h) => (typeof href === 'string' ? h.includes(href) : href.test(h)));
		if (!link)
			throw new Error(
				`no link ${String(href)} on ${this.current.url.pathname}: ${this.current.text.slice(0, 300)}`
			);
		return this.open(link);
	}

	form({ action, id, field }: FormOf = {}): HTMLElement {
		const matches = (form: HTMLElement) => {
			if (id !== undefined && form.getAttribute('id') !== id) return false;
			const to = form.getAttribute('action') ?? '';
			const right =
				action === undefined || (typeof action === 'string' ? to.includes(action) : action.test(to));
			return (
				right && (field === undefined || this.#fieldsOf(form).some((f) => f.getAttribute('name') === field))
			);
		};
		const found = this.current.root.querySelectorAll('form').find(matches);
		if (!found)
			throw new Error(
				`no form ${String(action)} ${id ?? ''} ${field ?? ''} on ${this.current.url.pathname}: ${this.current.text.slice(0, 300)}`
			);
		return found;
	}

	/** Fills in and sends a form as a browser does: what it holds, then what is typed. */
	submit(which: FormOf, typed: Record<string, string | string[]> = {}): Promise<Page> {
		const form = this.form(which);
		const body = new URLSearchParams();
		const submitter = this.#fieldsOf(form).find(
			(f) => f.tagName === 'BUTTON' && f.getAttribute('name') && !(f.getAttribute('name')! in typed)
		);
		for (const field of this.#fieldsOf(form)) {
			const name = field.getAttribute('name');
			if (!name || name in typed || (field.tagName === 'BUTTON' && field !== submitter)) continue;
			for (const value of valuesOf(field)) body.append(name, value);
		}
		for (const [name, value] of Object.entries(typed)) for (const v of [value].flat()) body.append(name, v);
		const action = new URL(form.getAttribute('action') ?? '', this.current.url);
		if ((form.getAttribute('method') ?? 'get').toLowerCase() === 'get') {
			action.search = body.toString();
			return this.#send('GET', action);
		}
		return this.#send('POST', action, body.toString());
	}

	/** Choices of a radio or select field, in the order shown. */
	choices(name: string, which: FormOf = { field: name }): string[] {
		const form = this.form(which);
		const radios = form.querySelectorAll(`input[name="${name}"]`).map((i) => i.getAttribute('value') ?? '');
		const options = form
			.querySelectorAll(`select[name="${name}"] option`)
			.map((o) => o.getAttribute('value') ?? o.text);
		return [...radios, ...options].filter(Boolean);
	}

	#fieldsOf(form: HTMLElement): HTMLElement[] {
		const id = form.getAttribute('id');
		const outside = id ? this.current.root.querySelectorAll(`[form="${id}"]`) : [];
		return [...form.querySelectorAll('input, select, textarea, button'), ...outside].filter(
			(field) => !field.hasAttribute('disabled') && !field.closest('fieldset[disabled]')
		);
	}

	async #send(method: 'GET' | 'POST', url: URL, body?: string, hops = 0): Promise<Page> {
		if (url.origin !== new URL(this.#origin).origin) throw new Error(`leaves the site: ${url.href}`);
		const answer = await this.#request(method, url, body);
		if (answer.location && hops < 5)
			return this.#send('GET', new URL(answer.location, url), undefined, hops + 1);
		const root = parse(answer.text);
		for (const unseen of root.querySelectorAll('style, script')) unseen.remove();
		this.page = {
			url,
			status: answer.status,
			root,
			text: (root.querySelector('body') ?? root).text.replace(/\s+/g, ' ').trim()
		};
		if (answer.status >= 500) throw new Error(`${method} ${url.pathname}: ${answer.status}`);
		return this.page;
	}

	#request(method: string, url: URL, body?: string) {
		const headers: Record<string, string> = {};
		if (this.#cookies.size) headers.cookie = [...this.#cookies].map(([k, v]) => `${k}=${v}`).join('; ');
		if (body !== undefined) headers['content-type'] = 'application/x-www-form-urlencoded';
		return new Promise<{ status: number; location?: string; text: string }>((resolve, reject) => {
			const sent = request(url, { method, headers }, (answer) => {
				let text = '';
				answer.setEncoding('utf8');
				answer.on('data', (chunk: string) => (text += chunk));
				answer.on('error', reject);
				answer.on('end', () => {
					for (const cookie of answer.headers['set-cookie'] ?? []) this.#keep(cookie);
					const status = answer.statusCode!;
					resolve({
						status,
						text,
						...(status >= 300 && status < 400 && { location: answer.headers.location })
					});
				});
			});
			sent.on('error', reject);
			sent.end(body);
		});
	}

	#keep(cookie: string): void {
		const [pair = '', ...attributes] = cookie.split(';');
		const at = pair.indexOf('=');
		const gone = attributes.some((a) => /^\s*max-age=0$/i.test(a)) || pair.length === at + 1;
		if (gone) this.#cookies.delete(pair.slice(0, at));
		else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
	}
}

function valuesOf(field: HTMLElement): string[] {
	if (field.tagName === 'TEXTAREA') return [field.text];
	if (field.tagName === 'SELECT') {
		const options = field.querySelectorAll('option');
		const chosen = options.find((o) => o.hasAttribute('selected')) ?? options[0];
		return chosen ? [chosen.getAttribute('value') ?? chosen.text] : [];
	}
	const type = field.getAttribute('type') ?? 'text';
	if (type === 'checkbox' || type === 'radio')
		return field.hasAttribute('checked') ? [field.getAttribute('value') ?? 'on'] : [];
	if (type === 'file') return [];
	return [field.getAttribute('value') ?? ''];
}
