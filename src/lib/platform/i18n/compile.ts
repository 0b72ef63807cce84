/** Compiles messages/ into typed functions (paraglide/, not committed). Run by `npm run i18n`. */
import { compile } from '@inlang/paraglide-js';
import { fileURLToPath } from 'node:url';
import { OWN_COUNTRY, countryFolder } from '../country/folder.server.ts';
import { OWN } from '../country/made/country.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

await compile({
	// Of another country: its words and ours, as catalog/country/compile.ts has put them together.
	project: here(countryFolder() === OWN_COUNTRY ? './project.inlang' : '../country/made/project.inlang'),
	outdir: here('./paraglide'),
	// The language stands in the address, so that a page is the same bytes for everyone.
	strategy: ['url', 'baseLocale'],
	urlPatterns: [
		{
			pattern: '/:path(.*)?',
			localized: [
				['en', '/en/:path(.*)?'],
				[OWN, `/${OWN}/:path(.*)?`]
			]
		}
	]
});

// The compiler leaves a timer open for half a minute; the files are written.
process.exit(0);
