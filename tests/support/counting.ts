import type { Db } from '../../src/lib/platform/db.server.ts';

/** A connection that counts what it asks. */
export function counting(db: Db): { db: Db; asked: () => number } {
	let asked = 0;
	return {
		db: db.withPlugin({
			transformQuery: ({ node }) => node,
			// Once for each answer of the database; a query inside another has none of its own.
			transformResult: async ({ result }) => (asked++, result)
		}),
		asked: () => asked
	};
}
