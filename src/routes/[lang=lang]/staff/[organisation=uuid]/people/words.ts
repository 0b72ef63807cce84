import type { ListedPeople } from '#lib/cohorts/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

const STATES: Record<ListedPeople['invitations'][number]['state'], () => string> = {
	open: m.people_state_open,
	used: m.people_state_used,
	over: m.people_state_over,
	revoked: m.people_state_revoked
};

/** What became of an invitation. */
export const stateWord = (state: keyof typeof STATES): string => STATES[state]();

const REFUSED: Record<string, () => string> = {
	last_administrator: m.people_refused_last_administrator,
	elsewhere: m.people_refused_elsewhere,
	own: m.people_refused_own
};

/** Why something about a person was not done. */
export const refusedWords = (tag: string): string =>
	Object.hasOwn(REFUSED, tag) ? REFUSED[tag]!() : m.people_refused_other();
