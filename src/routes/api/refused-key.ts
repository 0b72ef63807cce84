import { problem } from '#lib/platform/problem.server.ts';

export type KeyRefusal =
	| { tag: 'no_key' }
	| { tag: 'no_scope'; scope: string }
	/** `retryAt`: UTC ms. */
	| { tag: 'too_many'; retryAt: number };

/** What a program is told whose key does not open a door. @param now UTC ms */
export function refusedKey(refusal: KeyRefusal, now: number): Response {
	switch (refusal.tag) {
		case 'no_key':
			return problem({
				status: 401,
				tag: 'no-key',
				title: 'Send a key that is in force as “Authorization: Bearer …”.',
				headers: { 'www-authenticate': 'Bearer' }
			});
		case 'no_scope':
			return problem({
				status: 403,
				tag: 'no-scope',
				title: `This key may not do this: it lacks the scope “${refusal.scope}”.`
			});
		case 'too_many':
			return problem({
				status: 429,
				tag: 'too-often',
				title: 'This key has called too often in this minute.',
				headers: { 'retry-after': String(Math.max(1, Math.ceil((refusal.retryAt - now) / 1000))) }
			});
	}
}
