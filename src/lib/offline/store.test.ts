import { describe, test } from 'vitest';
import { systemClock } from '../platform/clock.ts';
import { systemRandom } from '../platform/ids.ts';
import { memoryTables } from './memory-tables.ts';
import { phoneStore } from './phone-store.ts';
import { storeCases } from './store-suite.ts';

describe('phone store in memory', () => {
	for (const { name, run } of storeCases)
		test(name, async () => {
			const tables = memoryTables();
			const open = () => phoneStore(tables, systemClock, systemRandom);
			await run(open(), async () => open());
		});
});
