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

/** K3. Where she gives her secret, if that is what was asked for; it leads on to the page of the form. */
export const provePage = ({ url, refused }: Pick<KeptForm, 'url' | 'refused'>, lang: string) =>
	refused === 401 || refused === 403
		? `/${lang}/login/again?to=${encodeURIComponent(new URL(url).pathname)}`
		: undefined;

/**
 * Where the form is that she had sent again: it waits, or the server has it, for it leaves the phone only by an answer that
 * takes it (S6). Nothing is said of one that was refused anew, or whose tile is closed by now.
 * @param forms of whoever is open
 */
export function standsAgain(
	again: string,
	forms: readonly Pick<KeptForm, 'id' | 'refused'>[],
	profile: string | undefined
): 'wait' | 'safe' | undefined {
	if (!profile || !again.endsWith(` ${profile}`)) return undefined;
	const form = forms.find(({ id }) => id === again);
	if (form) return form.refused ? undefined : 'wait';
	return 'safe';
}
