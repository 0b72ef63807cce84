/** Whether news of sellers is written down for Vendure. In the database: whoever unlocks a seller knows no environment. */
import type { Db } from '../../../platform/db.server.ts';
import { writeSetting } from '../../../platform/settings.server.ts';

/** `filling`: news is written down, and who was a seller before is being told of. */
export type Told = 'off' | 'filling' | 'on';

const NAME = 'vendure';

/** `off` until an environment with a Vendure was seen (`follow`). */
export async function readVendureTold(db: Db): Promise<Told> {
	const row = await db.selectFrom('setting').select('value').where('name', '=', NAME).executeTakeFirst();
	return (row?.value ?? 'off') as Told;
}

export const writeVendureTold = (db: Db, told: Told) => writeSetting(db, NAME, told);

export const isVendureTold = async (db: Db): Promise<boolean> => (await readVendureTold(db)) !== 'off';
