/** Fills the page for no signal: why she is here, where her work is, and what opens. All words stand in the page. */
import './quick-hide.ts';
import {
	active,
	dropForm,
	findKept,
	findVisited,
	keptCourses,
	openPhone,
	readForms,
	readPhone,
	sendFormAgain,
	visitedPaths,
	WORK_CHANGED,
	type KeptForm,
	type Phone
} from '#lib/offline/index.ts';
import { provePage, sentIn, standsAgain } from './refused-form.ts';

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

/** Id of the form that she has just had sent again. */
let again = '';

async function rowOf({ store, flush }: Phone, form: KeptForm): Promise<DocumentFragment> {
	const row = copy('', one('[data-refused]'));
	const { words, picture } = await sentIn(form);
	const prove = provePage(form, lang);
	for (const part of all('[data-if]', row)) if ((part.dataset.if === 'prove') !== !!prove) part.remove();
	one('.words', row).innerText = words;
	const shot = one<HTMLImageElement>('img', row);
	shot.hidden = !picture;
	if (picture) shot.src = URL.createObjectURL(picture);
	shot.onload = () => URL.revokeObjectURL(shot.src);
	one<HTMLAnchorElement>('a', row).href = prove ?? new URL(form.url).pathname;
	one('[data-drop]', row).onclick = async () => {
		again = '';
		await dropForm(store, form.id);
		await sayRefused();
	};
	one('[data-resend]', row).onclick = async () => {
		again = form.id;
		await sendFormAgain(store, form.id);
		flush();
		await sayRefused();
	};
	return row;
}

/** What the server did not take waits here for her, until she has it sent again or deletes it. */
async function sayRefused(): Promise<void> {
	const phone = await openPhone();
	const me = await phone.store.read(active);
	const forms = await readForms(phone.store);
	const refused = forms.filter((form) => form.refused);
	const rows = await Promise.all(refused.map((form) => rowOf(phone, form)));
	const section = one('[data-refused]');
	const list = one('.list', section);
	list.textContent = '';
	list.append(...rows);
	section.hidden = !rows.length;
	const stands = standsAgain(again, forms, me?.id);
	for (const word of all('[data-resent]')) word.hidden = word.dataset.resent !== stands;
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
