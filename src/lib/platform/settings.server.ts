import type { Db } from './db.server.ts';

/** A setting of this installation, made at the first reading; of two makers at once the first wins. */
export async function readSetting(db: Db, name: string, make: () => string): Promise<string> {
	const read = () => db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
	const held = await read();
	if (held) return held.value;
	await db
		.insertInto('setting')
		.values({ name, value: make() })
		.onConflict((c) => c.column('name').doNothing())
		.execute();
	return (await read())!.value;
}

export const writeSetting = (db: Db, name: string, value: string) =>
	db
		.insertInto('setting')
		.values({ name, value })
		.onConflict((c) => c.column('name').doUpdateSet({ value }))
		.execute();
