/** A form that the server did not take, as the page for no signal shows it. */
import type { KeptForm } from '#lib/offline/index.ts';

/** What a form says for itself, by field: tokens, ids, codes of choices, and the board of a secret. All else she typed. */
const OF_THE_FORM =
	/^(?:_form|key|id|profile|version|number|practice|item|try|from|days|purpose|given|paused|paid|restock|reason|category|district|phone_shown|shown|skip|way|to|hour_rate|reach|when|topic|return_cost|picture_\d|digits)$/;

export interface Sent {
	/** What she typed, line by line: enough to know it again and to copy it. */
	words: string;
	picture?: File;
}

export async function sentIn({ type, body }: Pick<KeptForm, 'type' | 'body'>): Promise<Sent> {
	const read = new Response(body as BodyInit, { headers: { 'content-type': type } }).formData();
	const fields = [...(await read.catch(() => new FormData()))];
	const typed = fields.flatMap(([name, value]) =>
		typeof value === 'string' && !OF_THE_FORM.test(name) ? value.trim() || [] : []
	);
	const picture = fields
		.map(([, value]) => value)
		.find((value) => typeof value !== 'string' && value.size > 0);
	return { words: typed.join('\n'), ...(picture instanceof File && { picture }) };
}

/** `/ur/sell/orders/<order>?/confirm`: the area, what follows it, and the named action. */
const PARTS = /^\/\w+\/(?:sell\/)?([a-z]+)(?:\/([\w-]+))?/;

/** What the page calls a form by its address: the nearest name first. */
export function formKeys(address: string): string[] {
	const { pathname, search } = new URL(address);
	const [, area = '', part] = PARTS.exec(pathname) ?? [];
	const act = /^\?\/([a-z]+)/.exec(search)?.[1] ?? part ?? '';
	return [`${area} ${act}`, area, ...(/^\/\w+\/sell\b/.test(pathname) ? ['sell'] : [])];
}

/** The order that a form is about. */
export const orderIn = (address: string): string | undefined =>
	/\/sell\/orders\/([\w-]+)$/.exec(new URL(address).pathname)?.[1];

/** K3. Where she gives her secret, if that is what was asked for; it leads on to the page of the form. */
export const provePage = ({ url, refused }: Pick<KeptForm, 'url' | 'refused'>, lang: string) =>
	refused === 401 || refused === 403
		? `/${lang}/login/again?to=${encodeURIComponent(new URL(url).pathname)}`
		: undefined;

/**
 * Where the form is that she had sent again: it waits, or the server has it, for it leaves the phone only by an answer that
 * takes it (S6); or it was refused anew. Nothing is said of one whose tile is closed by now.
 * @param forms of whoever is open
 */
export function standsAgain(
	again: string,
	forms: readonly Pick<KeptForm, 'id' | 'refused'>[],
	profile: string | undefined
): 'wait' | 'safe' | 'refused' | undefined {
	if (!profile || !again.endsWith(` ${profile}`)) return undefined;
	const form = forms.find(({ id }) => id === again);
	if (form) return form.refused ? 'refused' : 'wait';
	return 'safe';
}
