/** Which browser goes which way. The steps are what a learner does; each is a test. */
import assert from 'node:assert/strict';
import type { TestServer } from '../support/server.ts';
import { openLog } from '../support/open-log.ts';
import type { Window } from '../support/window.ts';
import {
	comesBack,
	course,
	eventsOf,
	join,
	learn,
	openFirstLesson,
	takeCheck,
	takeHome,
	workIs
} from './learner.ts';

/** What a step has in its hands. */
export interface Place {
	window: Window;
	server: TestServer;
	/** Closes the browser and opens it again on what it kept on disk. */
	reopen(): Promise<void>;
}

export interface Step {
	name: string;
	run(place: Place): Promise<unknown>;
}

/** Reading, questions, practice, as everywhere. */
const reading: Step[] = [
	{ name: 'opens, chooses Urdu, stands in the first lesson', run: ({ window }) => openFirstLesson(window) },
	{ name: 'reads A1 and answers, one wrong and then right', run: ({ window }) => learn(window, 'a1') },
	{ name: 'says that her work is only on this phone', run: ({ window }) => workIs(window, 'here') },
	{ name: 'finds her place again in A2', run: ({ window }) => comesBack(window, 'a2') },
	{ name: 'builds a listing (A4)', run: ({ window }) => learn(window, 'a4') }
];

const pricing: Step = { name: 'sets a price (A5)', run: ({ window }) => learn(window, 'a5') };

const joining: Step[] = [
	{ name: 'joins with four pictures', run: ({ window }) => join(window) },
	{
		name: 'her work as a guest is safe',
		run: async ({ window }) => {
			await window.open(`/ur/learn/${course.id}/a1`);
			await workIs(window, 'safe');
		}
	}
];

const check: Step[] = [
	{
		name: 'passes the final check',
		run: async ({ window }) => {
			await takeCheck(window);
			await window.at(`/ur/learn/${course.id}/check/result`);
			const badge = await window.until('the link to her badge', () => {
				const link = document.querySelector<HTMLAnchorElement>('a[href*="/ur/badge/"]');
				return link && link.pathname;
			});
			assert.match(badge, /^\/ur\/badge\/./);
		}
	}
];

/** Read, taken home, the server's process ended, the browser closed and opened again; then the server is back. */
const withoutSignal: Step[] = [
	{ name: 'takes the course home', run: ({ window }) => takeHome(window) },
	{
		name: 'reads A2 with the server gone and the browser opened anew',
		run: async (place) => {
			await place.server.stop('SIGKILL');
			await place.reopen();
			await learn(place.window, 'a2');
			await workIs(place.window, 'wait');
		}
	},
	pricing,
	{ name: 'finds her place again in A3', run: ({ window }) => comesBack(window, 'a3') },
	{
		name: 'has all her work safe when the server is back, nothing lost and nothing twice',
		run: async ({ window, server }) => {
			await server.restart();
			await window.open(`/ur/learn/${course.id}/a5`);
			await workIs(window, 'safe');
			const events = await eventsOf(window);
			assert.deepEqual(
				events.filter(({ state }) => state === 'here'),
				[]
			);
			const log = await openLog(server);
			assert.deepEqual(log.missing(events), []);
			assert.deepEqual(log.repeated(), []);
		}
	}
];

export const online: Step[] = [...reading, pricing, ...joining, ...check];
export const offline: Step[] = [...reading, ...joining, ...withoutSignal];
