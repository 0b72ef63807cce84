import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

/** @type {import('@sveltejs/kit').Config} */
export default {
	preprocess: vitePreprocess(),
	kit: {
		adapter: adapter({ out: 'build', precompress: true }),
		// The service worker is built and registered by ourselves (src/service-worker): kit finds none here.
		files: {
			lib: 'src/lib',
			serviceWorker: 'src/service-worker/none',
			// Of another country: made of its pack (src/lib/catalog/country/compile.ts).
			errorTemplate: process.env.QADAM_COUNTRY ? 'src/lib/platform/country/made/error.html' : 'src/error.html'
		},
		serviceWorker: { register: false },
		// Only what says so itself; everything else is rendered by the server.
		prerender: { crawl: false },
		// Kit refuses a form post without an Origin header before our hooks see it (old browsers, proxies).
		// Our own request check takes its place (rule K4, accounts/check-request.server.ts).
		csrf: { trustedOrigins: ['*'] },
		// Hashes, not nonces: a published page is the same bytes for everyone (rule C1).
		csp: {
			mode: 'hash',
			directives: {
				'default-src': ['none'],
				'script-src': ['self'],
				'style-src': ['self'],
				'img-src': ['self', 'data:', 'blob:'],
				'font-src': ['self'],
				'media-src': ['self', 'blob:'],
				'connect-src': ['self'],
				'manifest-src': ['self'],
				'worker-src': ['self'],
				'form-action': ['self'],
				'base-uri': ['none'],
				'frame-ancestors': ['none']
			}
		},
		// A learner page carries its own style: one round trip (docs/decisions/002).
		inlineStyleThreshold: 40_000,
		version: { pollInterval: 0 }
	}
};
