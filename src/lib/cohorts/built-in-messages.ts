import { type Lang } from '#lib/platform/country/lang.ts';
import { m } from '../platform/i18n/paraglide/messages.js';

export interface BuiltInMessage {
	id: string;
	/** With its placeholders. */
	text: (lang: Lang) => string;
}

const open = { name: '{name}', day: '{day}' };

/** T6. Messages that every organisation has; they stand in the message files and pass the same check as its own. */
export const BUILT_IN_MESSAGES: readonly BuiltInMessage[] = [
	{ id: 'class', text: (locale) => m.acts_text_class(open, { locale }) },
	{ id: 'missed', text: (locale) => m.acts_text_missed(open, { locale }) },
	{ id: 'talk', text: (locale) => m.acts_text_talk(open, { locale }) },
	{ id: 'help', text: (locale) => m.acts_text_help(open, { locale }) }
];
