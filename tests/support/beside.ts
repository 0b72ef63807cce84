import { compose, type Composed } from '../../src/lib/compose.server.ts';
import { readEnv } from '../../src/lib/platform/env.server.ts';
import type { TestServer } from './server.ts';

/** The use cases on the data of a server that runs, beside it. Close them. */
export const composeBeside = ({ env }: Pick<TestServer, 'env'>): Promise<Composed> => compose(readEnv(env));
