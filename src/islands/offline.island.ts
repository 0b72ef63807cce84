/** Fills the page for no signal: why she is here, where her work is, and what opens. All words stand in the page. */
import './quick-hide.ts';
import {
	dropForm,
	findKept,
	findVisited,
	keptCourses,
	openPhone,
	readForms,
	readPhone,
	visitedPaths,
	WORK_CHANGED,
	type KeptForm
} from '#lib/offline/index.ts';

const all = <E extends HTMLElement>(selector: string, root: ParentNode = document) => [
	...root.querySelectorAll<E>(selector)
];
const one = <E extends HTMLElement>(selector: string, root?: ParentNode) => all<E>(selector, root)[0]!;
const copy = (selector: string, root?: ParentNode) =>
	one<HTMLTemplateElement>(`template${selector}`, root).content.cloneNode(true) as DocumentFragment;

const lang = document.documentElement.lang;

/** The opening that fits the address: `?form` after a form was kept. */
function sayWhy(): void {
	const asked = location.pathname.endsWith('/offline') ? location.search.slice(1) : '';
	const openings = all('[data-why]');
	const chosen = openings.find(({ dataset }) => dataset.why === asked) ?? openings[0]!;
	for (const opening of openings) opening.hidden = opening !== chosen;
	document.title = one('h1', chosen).innerText;
	// She came for it: it has its title already.
	one('[data-unasked]').hidden = asked === 'look';
}

async function sayWork(): Promise<void> {
	const { profile, state } = await readPhone();
	const place = one('[data-work]');
	place.hidden = !profile || state === 'none';
	place.textContent = '';
	if (!place.hidden) place.append(copy(`[data-state=${state}]`));
}

/** What she typed, without what a form says for itself (ids, choices, tokens): enough to know it again and to copy it. */
async function typedIn({ type, body }: KeptForm): Promise<string> {
	const form = await new Response(body as BodyInit, { headers: { 'content-type': type } }).formData();
	const words = [...form.values()].filter((value): value is string => typeof value === 'string');
	return words.filter((value) => /\s|[^\w.:-]/.test(value.trim())).join('\n');
}

/** What the server did not take waits here for her, until she sends it anew or deletes it. */
async function sayRefused(): Promise<void> {
	const { store } = await openPhone();
	const forms = (await readForms(store)).filter(({ refused }) => refused);
	const section = one('[data-refused]');
	const list = one('.list', section);
	list.textContent = '';
	for (const form of forms) {
		const row = copy('', section);
		one('.words', row).innerText = await typedIn(form);
		one<HTMLAnchorElement>('a', row).href = new URL(form.url).pathname;
		one('[data-drop]', row).onclick = () => void dropForm(store, form.id).then(sayRefused);
		list.append(row);
	}
	section.hidden = !forms.length;
}

interface Opens {
	path: string;
	title: string;
	lang: string;
}

async function nameOf(pathname: string): Promise<Opens[]> {
	const page = (await findKept({ pathname, search: '' })) ?? (await findVisited(pathname));
	if (!page) return [];
	const { documentElement, title } = new DOMParser().parseFromString(await page.text(), 'text/html');
	return [{ path: pathname, title: title.split(' · ')[0]!, lang: documentElement.lang }];
}

/** Courses kept whole, those in the language of the page first; without any, lessons as they were last seen. */
async function findOpen(): Promise<Opens[]> {
	const kept = (await keptCourses()).filter(({ whole }) => whole);
	const courses = kept.map(({ course, lang }) => `/${lang}/learn/${course}`);
	const seen = (await visitedPaths()).filter((path) => path.startsWith(`/${lang}/learn/`));
	const named = await Promise.all((courses.length ? courses : seen.slice(0, 6)).map(nameOf));
	return named.flatMap((name) => name).sort((a, b) => +(b.lang === lang) - +(a.lang === lang));
}

async function sayOpen(): Promise<void> {
	const open = await findOpen();
	const section = one('[data-open]');
	for (const { path, title, lang } of open) {
		const row = copy('', section);
		const link = one<HTMLAnchorElement>('a', row);
		link.href = path;
		link.lang = lang;
		one('span', row).innerText = title;
		one('.list', section).append(row);
	}
	section.hidden = !open.length;
	one('[data-nothing]').hidden = !!open.length;
}

sayWhy();
void sayOpen();
void sayWork();
// A phone that keeps nothing has kept no form.
const forms = () => void sayRefused().catch(() => {});
forms();
addEventListener(WORK_CHANGED, () => {
	void sayWork();
	forms();
});
