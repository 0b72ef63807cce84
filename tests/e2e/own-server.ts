import { firstAdministrator } from '../support/administrator.ts';
import { START, startServer, type TestServer } from '../support/server.ts';
import { test } from './test.ts';

/** For tests that begin where nobody has been: an installation of their own, with its first administrator. */
export const ownServer = test.extend<object, { server: TestServer }>({
	server: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const server = await startServer();
			await firstAdministrator(server);
			await use(server);
			await server.stop();
			server.remove();
		},
		{ scope: 'worker', timeout: START }
	]
});
