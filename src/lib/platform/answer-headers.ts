import { EITHER } from './country/lang.ts';

/** What no page of ours may do, nor what stands in it: but its own camera, for a code on a card. */
export const PERMISSIONS = 'camera=(self), microphone=(), geolocation=(), payment=()';

/**
 * Headers of every answer before it is made: those of files are complete with them, what a hook answers overwrites some. A name
 * with a hash holds for ever; everything else is asked about anew, the service worker above all.
 * @param isSecure visitors come over https
 */
export function answerHeaders(path: string, isSecure: boolean): Record<string, string> {
	const hashed = /^\/i\/[\w-]+-[\w-]{8}\.js$/.test(path);
	return {
		'X-Content-Type-Options': 'nosniff',
		'Referrer-Policy': 'same-origin',
		'Cross-Origin-Resource-Policy': 'same-origin',
		'Cache-Control': hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
		...(isSecure && { 'Strict-Transport-Security': 'max-age=31536000' }),
		// A worker has the policy it came with, not its page's: it asks this site, and nobody else.
		...(/^\/(?:service|staff)-worker\.js$/.test(path) && {
			'Content-Security-Policy': "default-src 'none'; connect-src 'self'"
		}),
		// Made by the build, with their policy inside, where this part of it counts for nothing.
		...(new RegExp(`^/(?:${EITHER}/offline|blank)$`).test(path) && {
			'Content-Security-Policy': "frame-ancestors 'none'",
			'Cross-Origin-Opener-Policy': 'same-origin',
			'Permissions-Policy': PERMISSIONS
		})
	};
}
