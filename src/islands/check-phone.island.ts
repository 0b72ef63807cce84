/**
 * The final check on a page that is the same for everyone: the phone tells where she stands, draws her form (A1) and keeps
 * what she hands in until it is checked (A2). The server's page is the same form, for one learner (check.island.ts).
 */
import { dealForm, decidePhoneCheck, type Dealt, type Pack, type PhoneCheck } from '#lib/assessment/index.ts';
import { nextBadge, unlockPolicy } from '#lib/selling/index.ts';
import { openPhone, readPhone, type PhoneView } from '#lib/offline/index.ts';
import type { EventBodies } from '#lib/progress/index.ts';
import { momentText } from '../lib/ui/date.ts';
import { tile } from '../lib/ui/tile.ts';
import { showFinished, startForm } from './check-form.ts';
import { all, copy, fillWords, lang, one, showOnly } from './fill.ts';
import { keepFilled } from './keep-filled.ts';

/** A long list is no help: the lessons where most was missed. */
const MOST_TO_REVISIT = 3;

const form = one<HTMLFormElement>(document, 'form.steps')!;
const { course, version, draw, must } = form.dataset as Record<string, string>;
const pack = all(form, '[data-rank]');
const foot = all(document, '.foot, .thread');
/** Number of the form that is in her hands. */
let inHand = 0;

/** A2: by what the server last told, and what it has not spoken of yet. */
const standing = ({ profile, news, unanswered }: PhoneView): PhoneCheck =>
	decidePhoneCheck({
		learnerId: profile?.learnerId,
		attempts: news?.attempts.filter((attempt) => attempt.course === course) ?? [],
		unanswered: unanswered
			.map(({ body }) => body as EventBodies['check.submitted'])
			.flatMap((submitted) => (submitted.course === course ? [submitted.number] : [])),
		now: Date.now()
	});

/** A1: the others leave the page, and what is left is numbered. */
function drawItems(learnerId: string, number: number): void {
	const items = pack.map(({ id, dataset }): Dealt => ({ id, rank: Number(dataset.rank) }));
	const drawn = dealForm(
		{
			version: version!,
			draw: Number(draw),
			...(must && { must: JSON.parse(must) as NonNullable<Pack['must']> }),
			items
		},
		learnerId,
		number
	);
	for (const item of pack) item.remove();
	form.reset();
	const end = one(form, '#end')!;
	drawn.forEach(({ id }, i) => {
		const item = pack.find((one) => one.id === id)!;
		fillWords(one(item, '[data-at]'), i + 1);
		end.before(item);
	});
	one(form, '.intro')?.remove();
	const intro = copy(form, '[data-intro]');
	if (intro) one(form, '.question')?.prepend(intro);
}

async function openForm(learnerId: string, number: number): Promise<void> {
	if (inHand === number) return;
	// The place in the address is of the try before.
	if (form.dataset.number) location.hash = '';
	inHand = number;
	form.dataset.number = `${number}`;
	drawItems(learnerId, number);
	show('open');
	for (const part of foot) part.hidden = false;
	await startForm(form, await openPhone(), async () => tell(await readPhone()));
}

function show(what: string): void {
	form.hidden = what !== 'open';
	showOnly(all(document, '[data-when]'), ({ dataset }) => dataset.when === what);
	one(document, '[data-finished]')!.hidden = what !== 'waiting';
	for (const part of foot) part.hidden = true;
	if (what === 'open') return;
	inHand = 0;
	delete document.body.dataset.act;
}

function fillPassed({ profile, news, progress }: PhoneView): void {
	const section = one(document, '[data-when="passed"]')!;
	const line = one(section, '[data-name-line]')!;
	line.hidden = !profile?.name;
	one(line, 'bdi')!.textContent = profile?.name ?? '';
	const award = news?.awards.find((one) => one.course === course && one.state === 'active');
	for (const place of all(section, '[data-award]')) place.hidden = !award;
	for (const place of all(section, '[data-no-award]')) place.hidden = Boolean(award);
	// M1: what her shop still asks for, or the shop itself.
	const held = news?.awards.flatMap(({ badge, state }) => (state === 'active' ? [badge] : [])) ?? [];
	const after = all(section, '[data-after]');
	const lacks = nextBadge(unlockPolicy, held);
	const onward = after.find(({ dataset }) => dataset.after === lacks) ?? after[0];
	showOnly(after, (place) => Boolean(award) && place === onward);
	const badge = one<HTMLAnchorElement>(section, '[data-badge]')!;
	if (award) badge.href = `/${lang()}/badge/${award.awardId}`;

	// The practical is made of the listing and the price: the first that is missing, else the lesson that is judged.
	const done = award || news?.practicals.some((one) => one.course === course && one.passed);
	const tasks = all(section, '[data-do-task]');
	const next = done
		? undefined
		: (tasks.find(({ dataset }) => {
				const part = dataset.doTask;
				return (part === 'listing' || part === 'price') && !progress.draft[part];
			}) ?? tasks.find(({ dataset }) => dataset.practical));
	showOnly(tasks, (task) => task === next);
	one(section, '[data-task]')!.hidden = !next;
	one(section, '[data-no-task]')!.hidden = Boolean(award ?? next);
}

function fillNotYet(check: PhoneCheck & { state: 'open' | 'wait' }): void {
	const section = one(document, '[data-when="not_yet"]')!;
	const missed = (check.last?.revisit ?? []).slice(0, MOST_TO_REVISIT);
	const revisit = one(section, '[data-revisit]')!;
	revisit.hidden = !missed.length;
	const lessons = all(revisit, '[data-lesson]');
	showOnly(lessons, ({ dataset }) => missed.includes(dataset.lesson!));
	for (const id of missed) {
		const lesson = lessons.find(({ dataset }) => dataset.lesson === id);
		if (lesson) lesson.parentNode!.append(lesson);
	}
	const opens = one(section, '[data-opens]')!;
	opens.hidden = check.state === 'open';
	if (check.state === 'wait') fillWords(one(opens, 'b'), momentText(check.opensAt, lang()));
	for (const place of all(section, '[data-open-now]')) place.hidden = check.state === 'wait';
}

/** Where she stands now: at the start, after handing in, and whenever the server has spoken. */
async function tell(view: PhoneView): Promise<void> {
	const check = standing(view);
	const { profile } = view;
	for (const place of all<SVGElement>(document, '[data-tile]'))
		place.innerHTML = tile(profile?.tileSeed ?? 1, place.dataset.tile as 'theme' | 'painted');
	if (check.state === 'waiting') {
		if (!one(document, '[data-finished]')!.hidden) return;
		show('waiting');
		showFinished(form, await openPhone());
	} else if (check.state === 'passed') {
		fillPassed(view);
		show('passed');
	} else if (check.state === 'guest') show('guest');
	else if (check.state === 'open' && !pack.length) show('signal');
	else {
		const again = () => void openForm(profile!.learnerId!, check.number);
		fillNotYet(check);
		one(document, '[data-again]')!.onclick = again;
		// After a try that was not passed she sees its result first, where she came for it.
		if (check.state === 'open' && (inHand || !check.last || !location.pathname.endsWith('/result'))) again();
		else show('not_yet');
	}
}

keepFilled(tell);
