import type { Db } from '../../src/lib/platform/db.server.ts';

/** A database at which something happens just before its next transaction begins: after the first look, before the second. */
export function meanwhile(db: Db, act: () => Promise<unknown>): Db {
	let pending: (() => Promise<unknown>) | undefined = act;
	return new Proxy(db, {
		get(of, name) {
			const value = Reflect.get(of, name) as unknown;
			if (name === 'transaction')
				return () => ({
					execute: async (work: Parameters<ReturnType<Db['transaction']>['execute']>[0]) => {
						const now = pending;
						pending = undefined;
						await now?.();
						return of.transaction().execute(work);
					}
				});
			return typeof value === 'function' ? (value as () => unknown).bind(of) : value;
		}
	});
}
