import type { Kind } from '#lib/privacy/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';

type Words = Record<string, (() => string) | undefined>;

/** Message keys follow the kinds of privacy/own-tables.ts; a missing one fails at the first page. */
export function kindWords(kind: Kind): Record<'title' | 'what' | 'why' | 'until', string> {
	const word = (part: string): string => {
		const found = (m as unknown as Words)[`data_${kind}${part}`];
		if (!found) throw new Error(`no message data_${kind}${part}`);
		return found();
	};
	return { title: word(''), what: word('_what'), why: word('_why'), until: word('_until') };
}
