import type { Db } from './db.server.ts';

export const findSetting = async (db: Db, name: string): Promise<string | undefined> =>
	(await db.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst())?.value;

/** A setting of this installation, made at the first reading; of two makers at once the first wins. */
export async function readSetting(db: Db, name: string, make: () => string): Promise<string> {
	const held = await findSetting(db, name);
	if (held !== undefined) return held;
	await db
		.insertInto('setting')
		.values({ name, value: make() })
		.onConflict((c) => c.column('name').doNothing())
		.execute();
	return (await findSetting(db, name))!;
}

export const writeSetting = (db: Db, name: string, value: string) =>
	db
		.insertInto('setting')
		.values({ name, value })
		.onConflict((c) => c.column('name').doUpdateSet({ value }))
		.execute();
