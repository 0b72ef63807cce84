import { readLatestAboutMe } from '../accounts/index.server.ts';
import type { Db } from '../platform/db.server.ts';
import { saysUnder18 } from './decide-age.ts';

/** M11, as her answers stand now. Asked anew wherever something is public or told outside: she may answer at any time. */
export const isUnder18 = async (db: Db, learnerId: string): Promise<boolean> =>
	saysUnder18(await readLatestAboutMe(db, learnerId));
