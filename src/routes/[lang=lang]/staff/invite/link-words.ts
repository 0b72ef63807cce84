import type { LinkRefusal } from '#lib/cohorts/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

/** Why a link opens nothing any more, and whom to ask. */
export function linkWords(tag: LinkRefusal['tag'], kind: 'invite' | 'reset'): string {
	switch (tag) {
		case 'used':
			return kind === 'invite' ? m.people_link_used_invite() : m.people_link_used_reset();
		case 'over':
			return m.people_link_over();
		case 'revoked':
			return m.people_link_revoked();
		case 'unknown':
			return m.people_link_unknown();
	}
}
