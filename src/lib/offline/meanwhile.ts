import type { PhoneStore } from './store.ts';

/** For tests: the same store as another tab or the worker has it, where something happens just before its next write. */
export function meanwhile(store: PhoneStore, moment: () => Promise<unknown>): PhoneStore {
	let next: (() => Promise<unknown>) | undefined = moment;
	return {
		read: store.read,
		async write(work) {
			const now = next;
			next = undefined;
			await now?.();
			return store.write(work);
		}
	};
}
