import type { PageServerLoad } from './$types';

/** Published: the same bytes for everyone. Numbers come from the value register (C4); one it does not hold is not shown. */
export const load: PageServerLoad = ({ locals: { lang, services } }) => {
	const value = (key: string) => services.catalogue.value(key, lang);
	return { cyber: value('cyber_helpline'), women: value('women_digital_helpline'), write: value('write_to') };
};
