/** Where the password leads: in, or to the second step, which remembers where she was going. */
export const afterPassword = (next: 'open' | 'second', to: string, lang: string): string =>
	next === 'open' ? to : `/${lang}/staff/second?to=${encodeURIComponent(to)}`;
