import type { RequestEvent } from '@sveltejs/kit';

/** Numbers change, so they stand in the value register (C4). */
export const helplines = ({ lang, services }: Pick<RequestEvent['locals'], 'lang' | 'services'>) => {
	const value = (key: string) => services.catalogue.value(key, lang);
	return {
		women: value('women_digital_helpline'),
		cyber: value('cyber_helpline'),
		punjab: value('punjab_women_helpline')
	};
};
