import { describe, test } from 'vitest';
import { memoryStore } from './memory-store.ts';
import { storeCases } from './store-suite.ts';

describe('the phone’s store in memory', () => {
	for (const { name, run } of storeCases)
		test(name, () => {
			const store = memoryStore();
			return run(store, async () => store);
		});
});
