/** Opens the database that the environment names, says so, migrates it and says so: something to be killed. */
import { openDatabase } from '../../src/lib/platform/db.server.ts';
import { readEnv } from '../../src/lib/platform/env.server.ts';
import { migrate } from '../../src/lib/platform/migrate.server.ts';

const env = readEnv(process.env);
const opened = await openDatabase(env.databaseUrl, env.dataDir);
console.log('begun');
await migrate(opened.db, opened);
console.log('done');
await opened.close();
