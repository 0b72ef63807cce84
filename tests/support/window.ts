/** What a journey does with any browser; below it one driver a protocol (cdp.ts, bidi.ts, webdriver.ts). */
import { setTimeout as wait } from 'node:timers/promises';

export interface Driver {
	/** Goes there and waits until the page has loaded; rejects when nothing answers. */
	go(url: string): Promise<void>;
	/** The value of an expression in the page, awaited, as JSON carries it. */
	evaluate(expression: string): Promise<unknown>;
	/** A finger on a point of the window, CSS pixels. */
	tap(x: number, y: number): Promise<void>;
	/** PNG of what is seen. */
	screenshot(): Promise<Buffer>;
	/** Ends the browser in order, so that what it keeps is on disk. */
	close(): Promise<void>;
}

export class Window {
	readonly driver: Driver;
	readonly #origin: string;
	readonly #patience: number;

	/** @param patience how long something that must come is waited for, ms */
	constructor(driver: Driver, origin: string, patience = 30_000) {
		this.driver = driver;
		this.#origin = origin;
		this.#patience = patience;
	}

	async open(path: string): Promise<void> {
		// The same address with another place would be no new page.
		await this.driver.go('about:blank');
		await this.driver.go(new URL(path, this.#origin).href);
	}

	/** Runs a function in the page. It must be whole in itself and written for the oldest browser. */
	async read<T, A extends readonly unknown[]>(run: (...args: A) => T | Promise<T>, ...args: A): Promise<T> {
		return (await this.driver.evaluate(
			`(${String(run)})(${args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(', ')})`
		)) as T;
	}

	/** Asks the page again and again; a page that is just changing is asked once more. @returns the answer */
	async until<T, A extends readonly unknown[]>(
		what: string,
		run: (...args: A) => T | Promise<T>,
		...args: A
	): Promise<NonNullable<T>> {
		const end = Date.now() + this.#patience;
		let last: unknown;
		while (Date.now() < end) {
			last = await this.read(run, ...args).catch((error: unknown) => error);
			if (last && !(last instanceof Error)) return last as NonNullable<T>;
			await wait(50);
		}
		const where = await this.read(() => `${location.href}: ${document.body.innerText.slice(0, 400)}`).catch(
			String
		);
		throw new Error(`${what} did not come (${String(last)}) at ${where}`);
	}

	seen(selector: string): Promise<true> {
		return this.until(
			selector,
			(selector) => {
				const rows = Array.from(document.querySelectorAll<HTMLElement>(selector));
				return rows.some((row) => row.getClientRects().length > 0) as true;
			},
			selector
		);
	}

	at(path: string): Promise<true> {
		return this.until(`the page ${path}`, (path) => location.pathname.startsWith(path) as true, path);
	}

	/**
	 * Touches the middle of the first one that is seen, or of what it lies in, as a finger does: what covers it would be
	 * touched instead, what cannot be touched yet is waited for, and so is what still moves.
	 */
	async tap(selector: string, within?: string): Promise<void> {
		let { x, y } = await this.#middle(selector, within);
		for (let seen = { x: NaN, y: NaN }; seen.x !== x || seen.y !== y;) {
			seen = { x, y };
			await wait(30);
			({ x, y } = await this.#middle(selector, within));
		}
		await this.driver.tap(x, y);
	}

	#middle(selector: string, within?: string): Promise<{ x: number; y: number }> {
		return this.until(
			`${selector} to touch`,
			(selector, within) => {
				const rows = Array.from(document.querySelectorAll<HTMLElement>(selector))
					.map((row) => (within ? row.closest<HTMLElement>(within)! : row))
					.filter((row) => row.getClientRects().length > 0);
				if (!rows[0] || rows[0].matches(':disabled')) return null;
				rows[0].scrollIntoView({ block: 'center' });
				const { left, top, width, height } = rows[0].getClientRects()[0]!;
				const point = { x: left + width / 2, y: top + height / 2 };
				const hit = document.elementFromPoint(point.x, point.y);
				return hit && rows[0].contains(hit) ? point : null;
			},
			selector,
			within
		);
	}

	/** Puts text into a field, as typing leaves it. */
	fill(selector: string, value: string): Promise<true> {
		return this.until(
			`${selector} to write in`,
			(selector, value) => {
				const field = document.querySelector<HTMLInputElement>(selector);
				if (!field) return null;
				field.value = value;
				field.dispatchEvent(new Event('input', { bubbles: true }));
				field.dispatchEvent(new Event('change', { bubbles: true }));
				return true as const;
			},
			selector,
			value
		);
	}
}
