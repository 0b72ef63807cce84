import { below } from '#lib/platform/country/lang.ts';

/** Where somebody goes after logging in: back to a page of staff that she was sent from, never to another site. */
export function returnPath(to: string | null | undefined, lang: string): string {
	const desk = `/${lang}/staff`;
	const own = to && to.length <= 300 && below(/\/staff(?:\/[\w.-]+)*$/).test(to);
	const within = own && !to.split('/').some((part) => /^\.+$/.test(part));
	// Doors that are no place to be led back to.
	return within && !/^\/\w\w\/staff\/(?:login|logout|second|setup|invite|reset)(?:\/|$)/.test(to) ? to : desk;
}

/** Of a partner's button or QR (lib/partners): the partner's word, and what it asked. */
const CLAIM = below(/\/claim\/[a-z0-9-]{2,40}\?[\w%.~+*=&-]{1,3000}$/);

/**
 * Where a learner goes on after logging in: to what a partner asked her, or nowhere in particular.
 * @returns an address of this site, or undefined
 */
export const claimPath = (to: string | null | undefined): string | undefined =>
	to && CLAIM.test(to) ? to : undefined;
