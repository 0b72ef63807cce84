import { LANGS } from '#lib/platform/country/lang.ts';
import type { EntryGenerator } from './$types';

/** On every phone from the first visit on; the service worker shows it in the place of a page that it cannot bring. */
export const prerender = true;
export const entries: EntryGenerator = () => LANGS.map((lang) => ({ lang }));
