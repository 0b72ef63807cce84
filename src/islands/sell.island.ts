/** Her shop from the phone alone, to read: the draft from her log, or her desk as the server last showed it. */
import { openPhone, readHers, readPhone, type PhoneView } from '#lib/offline/index.ts';
import type { DraftPart } from '#lib/progress/index.ts';
import { rupees, shopDraft, shopName } from '#lib/selling/index.ts';
import { withBdi } from '../lib/ui/bdi.ts';
import { momentText } from '../lib/ui/date.ts';
import { tile } from '../lib/ui/tile.ts';
import { fillState } from './fill-walls.ts';
import { fetchDesk } from './fetch-desk.ts';
import { all, copy, fillPlace, fillWords, lang, one, showOnly } from './fill.ts';
import { keepFilled } from './keep-filled.ts';

/** What is read of `GET /api/desk`; more may come from a newer server. */
interface Desk {
	at: number;
	shop: {
		name: string;
		/** Of a newer server. */
		nameEn?: string;
		about: string;
		face: string;
		checkReason: string | null;
		tileSeed: number;
		products: {
			title: string;
			price: number;
			stock: number;
			shown: boolean;
			check: string;
		}[];
	};
	orders: {
		number: number;
		state: string;
		deliveredBy: string | null;
		paid: boolean;
		lines: { title: string; quantity: number }[];
		total: number;
		phone: string;
		buyer: {
			name: string;
			city: string;
			address: string;
			landmark: string;
			phone2: string | null;
			note: string;
		};
	}[];
}

type Row = DocumentFragment;
const put = (row: ParentNode, name: string, text: string) => {
	const place = one(row, `[data-put="${name}"]`);
	if (place) place.innerHTML = withBdi(text);
};
/** What a person typed keeps its own direction: it stands in a `<bdi>` already. */
const write = (row: ParentNode, name: string, text: string) => {
	const place = one(row, `[data-put="${name}"]`);
	if (place) place.textContent = text;
};
const only = (row: ParentNode, shown: Record<string, boolean>) => {
	for (const [name, is] of Object.entries(shown)) {
		const place = one(row, `[data-if="${name}"]`);
		if (place) place.hidden = !is;
	}
};
const call = (row: ParentNode, selector: string, phone: string) => {
	const link = one<HTMLAnchorElement>(row, selector)!;
	link.href = `tel:${phone}`;
	one(link, 'bdi')!.textContent = phone;
};

function fillDraft({ profile, progress, news }: PhoneView): void {
	const stage = one(document, '[data-shown]')!;
	const lines = all(stage, '[data-part]');
	const finished = new Set(
		lines.flatMap(({ dataset }) => {
			const [course = '', lesson = ''] = dataset.lesson?.split('/') ?? [];
			const is = progress.courses[course]?.lessons[lesson]?.state === 'finished';
			return is ? [dataset.part as DraftPart] : [];
		})
	);
	const { parts, name, product } = shopDraft(progress.draft, finished);
	const made = new Set<string>(parts.flatMap((part) => (part.made ? [part.part] : [])));
	/** Acts of what she has are not among what comes next. */
	const next = all(stage, '[data-next-part]');
	const held = news?.awards.flatMap(({ badge, state }) => (state === 'active' ? [badge] : [])) ?? [];
	for (const { dataset } of next)
		if (dataset.badges?.split(' ').some((badge) => held.includes(badge))) made.add(dataset.nextPart!);
	showOnly(lines, (line) => made.has(line.dataset.part!) === line.classList.contains('made'));
	const title = one(stage, '[data-title]');
	if (title && product) title.textContent = product.title;
	const first = next.find(({ dataset }) => !made.has(dataset.nextPart!));
	showOnly(next, (place) => place === first);
	const sign = one(stage, '.plate bdi');
	if (sign && name) sign.textContent = name;
	const awning = one(stage, 'symbol');
	if (awning && profile) awning.innerHTML = tile(profile.tileSeed, 'painted');
}

function fillOrder(order: Desk['orders'][number], row: Row): void {
	const { buyer, lines, state } = order;
	put(row, 'number', `${order.number}`);
	write(row, 'buyer', buyer.name);
	const tag = state === 'delivered' ? `${state}-${order.deliveredBy ?? 'seller'}` : state;
	write(row, 'state', copy(document, `[data-state-word="${tag}"]`)?.textContent ?? '');
	write(row, 'first', lines[0]?.title ?? '');
	put(row, 'total', rupees(order.total, lang()));
	for (const name of ['address', 'landmark', 'city', 'note'] as const) write(row, name, buyer[name]);
	call(row, '[data-phone]', order.phone);
	if (buyer.phone2) call(row, '[data-phone2]', buyer.phone2);
	only(row, {
		unpaid: state === 'delivered' && !order.paid,
		phone2: Boolean(buyer.phone2),
		note: Boolean(buyer.note)
	});
	for (const { title, quantity } of lines) {
		const line = copy(document, '[data-line]')!;
		write(line, 'title', title);
		put(line, 'quantity', `${quantity}`);
		one(row, '[data-lines]')!.append(line);
	}
}

function fillGood({ title, price, stock, check, shown }: Desk['shop']['products'][number], row: Row): void {
	write(row, 'title', title);
	put(row, 'price', rupees(price, lang()));
	fillWords(one(row, '[data-stock]'), stock);
	only(row, {
		stock: stock > 0,
		none: stock === 0,
		refused: check === 'refused',
		hidden: check !== 'refused' && !shown,
		waiting: check === 'waiting' && shown
	});
}

function fillList<T>(name: string, template: string, rows: readonly T[], fill: (one: T, row: Row) => void) {
	const list = one(document, `[data-${name}]`)!;
	list.textContent = '';
	for (const each of rows) {
		const row = copy(document, template)!;
		fill(each, row);
		list.append(row);
	}
	one(document, `[data-no-${name}]`)!.hidden = rows.length > 0;
}

function fillDesk({ at, shop, orders }: Desk): void {
	const stage = one(document, '[data-shown]')!;
	one(stage, '.plate bdi')!.textContent = shopName({ nameEn: '', ...shop }, lang());
	one(stage, 'symbol')!.innerHTML = tile(shop.tileSeed);
	fillWords(one(stage, '[data-asof]'), momentText(at, lang()));
	const face =
		copy(stage, `[data-face="${shop.face} ${shop.checkReason}"]`) ??
		copy(stage, `[data-face="${shop.face}"]`);
	const says = one(stage, 'p[data-face]')!;
	says.textContent = '';
	if (face) says.append(face);
	fillList('orders', '[data-order]', orders, fillOrder);
	fillList('goods', '[data-good]', shop.products, fillGood);
}

/** The one that is shown stands in the page, the other in its template: both have a sign, and drawings have ids. */
function setStage(stage: 'shop' | 'draft'): void {
	const shown = one(document, '[data-shown]')!;
	if (shown.dataset.shown === stage) return;
	shown.dataset.shown = stage;
	fillPlace(shown, document, `[data-stage="${stage}"]`);
}

async function fill(view: PhoneView): Promise<void> {
	const desk = await openPhone()
		.then(({ store }) => readHers<Desk>(store, 'desk'))
		.catch(() => undefined);
	setStage(desk ? 'shop' : 'draft');
	fillState(view);
	if (desk) fillDesk(desk);
	else fillDraft(view);
}

keepFilled(fill);
void fetchDesk()
	.then(async (isNew) => isNew && fill(await readPhone()))
	.catch(() => undefined);
