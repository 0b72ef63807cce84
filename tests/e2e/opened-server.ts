import { openedContent } from '../support/opened-content.ts';
import { START, startServer, type TestServer } from '../support/server.ts';
import { test } from './test.ts';

/** For tests of all lessons: those of a course in review are shown as they will be on the day it opens. */
export const openedServer = test.extend<object, { server: TestServer }>({
	server: [
		// eslint-disable-next-line no-empty-pattern -- Playwright reads the fixture's needs from this pattern
		async ({}, use) => {
			const opened = openedContent();
			const server = await startServer({}, opened.folder);
			await use(server);
			await server.stop();
			server.remove();
			opened.remove();
		},
		{ scope: 'worker', timeout: START }
	]
});
