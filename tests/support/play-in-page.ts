/**
 * A hand that plays inside the page: one call a move instead of ten, for the hundreds of moves of all practices. It presses only
 * what is seen and what nothing covers, where a thumb would press; real thumbs and keys play each way of asking once.
 */
import { expect, type Page } from '@playwright/test';
import { HERS, type Act, type Player } from './play-practice.ts';

/** What one call does, in this order; then it waits for what must come. */
interface Turn {
	acts: Act[];
	/** Must become visible in the form. */
	seen?: string;
	/** That, in what the screen shows now. */
	inView?: boolean;
	/** So many of these must stand there. */
	count?: { of: string; lines: number };
	/** What is seen must hold this text. */
	text?: string;
}

/** @returns what is not as it must be, or '' */
const take = (page: Page, turn: Turn): Promise<string> =>
	page.evaluate(async ({ acts, seen, inView, count, text }) => {
		const frame = () => new Promise(requestAnimationFrame);
		/** As long as an expectation waits. */
		const until = async (holds: () => boolean): Promise<boolean> => {
			for (const end = performance.now() + 10_000; performance.now() < end; await frame())
				if (holds()) return true;
			return holds();
		};
		const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(`form.play ${selector}`)];
		const visible = (element: Element | undefined): element is HTMLElement =>
			!!element?.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
		/** What a thumb aims at: an input's own words, where it has some. */
		const target = (element: HTMLElement) => element.closest('label') ?? element;
		const reached = (aim: HTMLElement): boolean => {
			const { x, y, width, height } = aim.getBoundingClientRect();
			const hit = document.elementFromPoint(x + width / 2, y + height / 2);
			return !!hit && (aim.contains(hit) || hit.contains(aim));
		};
		for (const act of acts) {
			let element: HTMLElement | undefined;
			const there = await until(() => {
				element = act.nth === undefined ? all(act.on).find((e) => visible(target(e))) : all(act.on)[act.nth];
				return visible(element && target(element)) && !element!.matches(':disabled');
			});
			if (!there) return `${act.on} is not there to be pressed`;
			const aim = target(element!);
			if (!reached(aim)) aim.scrollIntoView({ block: 'center', behavior: 'instant' });
			if (!(await until(() => reached(aim)))) return `${act.on} is covered`;
			if ('press' in act) element!.click();
			else if ('tick' in act) {
				const box = element as HTMLInputElement;
				if (box.checked !== act.tick) aim.click();
				if (box.checked !== act.tick) return `${act.on} does not take a tick`;
			} else {
				const field = element as HTMLInputElement;
				field.focus();
				field.value = 'write' in act ? act.write : act.select;
				for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
			}
		}
		let found: HTMLElement | undefined;
		if (seen !== undefined && !(await until(() => visible((found = all(seen)[0])))))
			return `${seen} does not come`;
		const shown = () => {
			const { top, bottom, left, right } = found!.getBoundingClientRect();
			return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
		};
		if (inView && !(await until(shown))) return `${seen} is out of view`;
		if (text !== undefined && !(await until(() => !!found?.textContent?.includes(text))))
			return `${seen} says ${found?.textContent}`;
		if (count && !(await until(() => all(count.of).length === count.lines)))
			return `${all(count.of).length} lines of hers instead of ${count.lines}`;
		return '';
	}, turn);

/** @param actsOf what the hand does for a move */
export function playerInPage(page: Page, actsOf: (...move: Parameters<Player['answer']>) => Act[]): Player {
	const does = async (turn: Turn, where: string) => expect(await take(page, turn), where).toBe('');
	return {
		asked: (scene) => does({ acts: [], seen: '.ask' }, scene.id),
		answer: (scene, move) => does({ acts: actsOf(scene, move) }, scene.id),
		told: (scene, lines) =>
			does(
				{
					acts: [],
					seen: ':is(.why, .paper.mine)',
					inView: true,
					...(lines !== undefined && { count: { of: `:is(${HERS})`, lines } })
				},
				scene.id
			),
		goOn: () => does({ acts: [{ on: 'button.btn.main', press: true }] }, 'on'),
		async ended(text) {
			await does({ acts: [], seen: '.note[role=status]', text }, 'the end');
			await does({ acts: [], seen: 'button.plain' }, 'the end');
		}
	};
}
