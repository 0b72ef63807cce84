/** Fills the page for no signal: why she is here, where her work is, and what opens. All words stand in the page. */
import './quick-hide.ts';
import {
	active,
	dropForm,
	findKept,
	findVisited,
	isQuiet,
	keptCourses,
	openPhone,
	readForms,
	readHers,
	readPhone,
	sendFormAgain,
	visitedPaths,
	WORK_CHANGED,
	type KeptForm,
	type Phone
} from '#lib/offline/index.ts';
import { formKeys, orderIn, provePage, sentIn, standsAgain } from './refused-form.ts';

const all = <E extends HTMLElement>(selector: string, root: ParentNode = document) => [
	...root.querySelectorAll<E>(selector)
];
const one = <E extends HTMLElement>(selector: string, root?: ParentNode) => all<E>(selector, root)[0]!;
const copy = (selector: string, root?: ParentNode) =>
	one<HTMLTemplateElement>(`template${selector}`, root).content.cloneNode(true) as DocumentFragment;

const lang = document.documentElement.lang;

/**
 * Why she is here: `form` after a form was kept, `look` for what became of her forms. A question of her shop (`?kept`) leads
 * here where its own page is not on the phone.
 */
const asked = location.pathname.endsWith('/offline')
	? location.search.slice(1)
	: location.search === '?kept'
		? 'form'
		: '';

/** The opening that fits. */
function sayWhy(asked: string): void {
	const openings = all('[data-why]');
	const chosen = openings.find(({ dataset }) => dataset.why === asked) ?? openings[0]!;
	for (const opening of openings) opening.hidden = opening !== chosen;
	document.title = one('h1', chosen).innerText;
	// She came for it: it has its title already.
	one('[data-refused] [data-unasked]').hidden = asked === 'look';
	one('[data-waiting] [data-unasked]').hidden = asked === 'wait';
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

const names = JSON.parse(one('[data-names]').dataset.names!) as Record<string, string>;

/** What a form is about: by its address, and by the number of its order as her desk had it. */
async function nameOfForm({ store }: Phone, { url }: KeptForm): Promise<string | undefined> {
	const name = formKeys(url)
		.map((key) => names[key])
		.find(Boolean);
	const id = orderIn(url);
	const desk = id && (await readHers<{ orders: { id: string; number: number }[] }>(store, 'desk'));
	const order = desk && desk.orders.find((one) => one.id === id);
	const number = order && one('[data-names]').dataset.order!.replace('#', `${order.number}`);
	return number && name ? `${number}: ${name}` : name;
}

/** What she sent, to know it again. */
async function rowIn(phone: Phone, section: HTMLElement, form: KeptForm): Promise<DocumentFragment> {
	const row = copy('', section);
	const { words, picture } = await sentIn(form);
	const name = await nameOfForm(phone, form);
	one('.name', row).innerText = name ?? '';
	one('.words', row).innerText = words || (name ? '' : section.dataset.unnamed!);
	const shot = one<HTMLImageElement>('img', row);
	shot.hidden = !picture;
	if (picture) shot.src = URL.createObjectURL(picture);
	shot.onload = () => URL.revokeObjectURL(shot.src);
	return row;
}

async function rowOf(phone: Phone, form: KeptForm): Promise<DocumentFragment> {
	const { store, flush } = phone;
	const row = await rowIn(phone, one('[data-refused]'), form);
	one('.why', row).innerText = form.why ?? '';
	const prove = provePage(form, lang);
	for (const part of all('[data-if]', row)) if ((part.dataset.if === 'prove') !== !!prove) part.remove();
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

/** Whether this page has seen the form wait that it speaks of. */
let waited = false;

/** The form was kept, and says so until the server has answered: then what became of it. */
function sayBecame(refused: number, waiting: number): void {
	if (waiting) waited = true;
	else if (refused) sayWhy('look');
	else if (waited) sayWhy('sent');
}

/** What the server did not take waits here for her, until she has it sent again or deletes it. */
async function sayRefused(): Promise<void> {
	const phone = await openPhone();
	const me = await phone.store.read(active);
	const forms = await readForms(phone.store);
	const waits = one('[data-waiting]');
	const refused = await Promise.all(forms.filter((f) => f.refused).map((form) => rowOf(phone, form)));
	const waiting = await Promise.all(
		forms.filter((f) => !f.refused && !isQuiet(f)).map((form) => rowIn(phone, waits, form))
	);
	for (const [section, rows] of [
		[one('[data-refused]'), refused],
		[waits, waiting]
	] as const) {
		const list = one('.list', section);
		list.textContent = '';
		list.append(...rows);
		section.hidden = !rows.length;
	}
	if (asked === 'form') sayBecame(refused.length, waiting.length);
	if (asked === 'look') {
		// Nothing is left to look at.
		if (!forms.length && !again) location.replace(`/${lang}`);
		sayWhy(refused.length || again ? 'look' : 'wait');
	}
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
	// What a practice says lies there too, and is no page.
	const seen = (await visitedPaths()).filter(
		(path) => path.startsWith(`/${lang}/learn/`) && !path.endsWith('.js')
	);
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

sayWhy(asked);
// Shown in the place of another page: with a signal it is asked for again.
if (!location.pathname.endsWith('/offline')) addEventListener('online', () => location.reload());
void sayOpen();
void sayWork();
// A phone that keeps nothing has kept no form.
const forms = () => void sayRefused().catch(() => {});
forms();
addEventListener(WORK_CHANGED, () => {
	void sayWork();
	forms();
});
