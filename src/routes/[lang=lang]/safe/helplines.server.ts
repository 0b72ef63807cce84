import { HELPLINES } from '#lib/platform/country/made/country.ts';
import type { RequestEvent } from '@sveltejs/kit';

/** Those of the country. Numbers change, so they stand in the value register (C4): one it does not hold is not shown. */
export const helplines = ({ lang, services }: Pick<RequestEvent['locals'], 'lang' | 'services'>) =>
	HELPLINES.flatMap(({ value, name }) => {
		const number = services.catalogue.value(value, lang);
		return number ? [{ number, what: name[lang] }] : [];
	});
