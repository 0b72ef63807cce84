/** Compiles messages/ into typed functions (paraglide/, not committed). Run by `npm run i18n`. */
import { compile } from '@inlang/paraglide-js';
import { fileURLToPath } from 'node:url';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

await compile({
	project: here('./project.inlang'),
	outdir: here('./paraglide'),
	// The language stands in the address, so that a page is the same bytes for everyone.
	strategy: ['url', 'baseLocale'],
	urlPatterns: [
		{
			pattern: '/:path(.*)?',
			localized: [
				['en', '/en/:path(.*)?'],
				['ur', '/ur/:path(.*)?']
			]
		}
	]
});

// The compiler leaves a timer open for half a minute; the files are written.
process.exit(0);
