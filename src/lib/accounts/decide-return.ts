/** Where somebody goes after logging in: back to a page of staff that she was sent from, never to another site. */
export function returnPath(to: string | null | undefined, lang: string): string {
	const desk = `/${lang}/staff`;
	const own = to && to.length <= 300 && /^\/(?:ur|en)\/staff(?:\/[\w.-]+)*$/.test(to);
	const within = own && !to.split('/').some((part) => /^\.+$/.test(part));
	// Doors that are no place to be led back to.
	return within && !/^\/\w\w\/staff\/(?:login|logout|second|setup|invite|reset)(?:\/|$)/.test(to) ? to : desk;
}
