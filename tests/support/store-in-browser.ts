/** Entry of the bundle that tests/e2e/store.spec.ts runs inside a browser: the store's contract over real IndexedDB. */
import { openIndexedDb } from '../../src/lib/offline/indexeddb-store.ts';
import { storeCases } from '../../src/lib/offline/store-suite.ts';

Object.assign(globalThis, {
	storeCase: async (index: number, database: string) => {
		const open = () => openIndexedDb(database);
		await storeCases[index]!.run(await open(), open);
	}
});
