import { vi } from 'vitest';

/** For tests: as much of an element as islands touch. What is found in it stands beside each selector. */
export class FakeElement {
	id = '';
	hidden = false;
	href = '';
	textContent: string | null = '';
	readonly dataset: Record<string, string> = {};
	readonly classes = new Set<string>();
	readonly classList = {
		add: (name: string) => void this.classes.add(name),
		toggle: (name: string, on: boolean) => void (on ? this.classes.add(name) : this.classes.delete(name))
	};
	onclick?: () => unknown;
	oninput?: () => unknown;
	onsubmit?: (event: { preventDefault(): void }) => unknown;
	gone = false;
	readonly #within: Record<string, FakeElement[]>;

	constructor(is: Partial<FakeElement> = {}, within: Record<string, FakeElement[]> = {}) {
		Object.assign(this, is);
		this.#within = within;
	}
	querySelectorAll(selector: string): FakeElement[] {
		return (this.#within[selector] ?? []).filter(({ gone }) => !gone);
	}
	querySelector(selector: string): FakeElement | null {
		return this.querySelectorAll(selector)[0] ?? null;
	}
	getElementById(id: string): FakeElement | null {
		return (
			Object.values(this.#within)
				.flat()
				.find((found) => found.id === id) ?? this.querySelector(`#${id}`)
		);
	}
	contains(other: FakeElement | null): boolean {
		return other === this;
	}
	remove(): void {
		this.gone = true;
	}
	focus(): void {}
	scrollIntoView(): void {}
}

/**
 * A page with these elements, in the place of the browser's until `vi.unstubAllGlobals`.
 * @returns fires an event of the window
 */
export function fakePage(within: Record<string, FakeElement[]>): (event: string) => void {
	const heard: [event: string, hear: () => unknown][] = [];
	const document = new FakeElement({}, within);
	const stubs = {
		document: Object.assign(document, { body: new FakeElement() }),
		location: { hash: '', pathname: '/ur', replace() {} },
		addEventListener: (event: string, hear: () => unknown) => heard.push([event, hear]),
		onhashchange: null,
		scrollTo() {},
		window: globalThis
	};
	for (const [name, stub] of Object.entries(stubs)) vi.stubGlobal(name, stub);
	return (event) => {
		for (const [name, hear] of heard) if (name === event) void hear();
	};
}

/** Everything that waits for promises, and for so many tasks, has happened. */
export async function settled(tasks = 1): Promise<void> {
	for (let task = 0; task < tasks; task++) await new Promise((resolve) => setTimeout(resolve));
}
