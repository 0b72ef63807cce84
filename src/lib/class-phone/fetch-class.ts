import type { KeptClass } from './kept-class.ts';

export type Fetched =
	| { tag: 'class'; kept: KeptClass }
	/** No such class, for her: what is kept of it has to go. */
	| { tag: 'gone' }
	| { tag: 'no_session' }
	| { tag: 'none' };

/** The class as it is now, in the language of the page. */
export async function fetchClass(
	lang: string,
	{ organisation, cohort }: Pick<KeptClass, 'organisation' | 'cohort'>
): Promise<Fetched> {
	try {
		// Who is not logged in is sent to the log-in page: that is not followed.
		const answer = await fetch(`/${lang}/staff/${organisation}/class/${cohort}/kept.json`, {
			redirect: 'manual'
		});
		if (answer.type === 'opaqueredirect') return { tag: 'no_session' };
		if (answer.status === 404) return { tag: 'gone' };
		return answer.ok ? { tag: 'class', kept: (await answer.json()) as KeptClass } : { tag: 'none' };
	} catch {
		return { tag: 'none' };
	}
}

export type Proof =
	{ tag: 'right' } | { tag: 'wrong' } | { tag: 'wait' } | { tag: 'no_session' } | { tag: 'none' };

/** Whether this is the password of whoever is logged in. */
export async function provePassword(password: string): Promise<Proof> {
	try {
		const answer = await fetch('/api/staff/password', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ password })
		});
		if (answer.ok) return { tag: 'right' };
		if (answer.status === 403) return { tag: 'wrong' };
		if (answer.status === 429) return { tag: 'wait' };
		return { tag: answer.status === 401 ? 'no_session' : 'none' };
	} catch {
		return { tag: 'none' };
	}
}
