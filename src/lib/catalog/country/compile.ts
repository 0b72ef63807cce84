/**
 * Makes of a country pack what the code imports: platform/country/made/ (not committed). Run by `npm run i18n`, before the
 * messages are compiled. QADAM_COUNTRY names the folder of another country than the repository's.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countryFolder, OWN_COUNTRY } from '../../platform/country/folder.server.ts';
import { Findings, findingLine } from '../finding.ts';
import {
	districtId,
	ownMessages,
	readCountry,
	type CountryPack,
	type Messages
} from './read-country.server.ts';

const made = fileURLToPath(new URL('../../platform/country/made/', import.meta.url));

/** What stands there already is left alone: something else may be reading it. */
function keep(name: string, text: string): void {
	const path = join(made, name);
	if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
}

/** Each part by itself: a page takes along what it uses. */
function countryText({ country }: CountryPack): string {
	const { language, ...rest } = country;
	const constant = (name: string, type: string, value: unknown) =>
		`export const ${name.toUpperCase()}: Country${type} = ${JSON.stringify(value)};\n`;
	// What a pack leaves out stands there all the same: the code asks for it.
	const parts = ['direction', 'comma', 'stop', 'semicolon', 'months', 'weekdays', 'clock', 'large'] as const;
	return [
		`import type { Country } from '../country.schema.ts';\n`,
		`/** The language beside English. */\nexport const OWN = '${country.language.code}';\n`,
		constant('language_name', `['language']['name']`, language.name),
		...parts.map((part) => constant(part, `['language']['${part}']`, language[part])),
		...Object.entries(rest).map(([name, value]) => constant(name, `['${name}']`, value))
	].join('');
}

function placesText({ places }: CountryPack): string {
	const regions = Object.entries(places.regions);
	const names = regions.map(([id, { name }]) => ({ id, name }));
	const districts = regions.flatMap(([region, its]) =>
		its.districts.map(({ id, ...name }) => ({
			id: districtId(region, { ...name, ...(id && { id }) }),
			region,
			name
		}))
	);
	return [
		`import type { InBoth } from '../country.schema.ts';\n`,
		`export const REGIONS: { id: string; name: InBoth }[] = ${JSON.stringify(names)};\n`,
		`export const DISTRICTS: { id: string; region: string; name: InBoth }[] = ${JSON.stringify(districts)};\n`,
		`export const CITIES: InBoth[] = ${JSON.stringify(places.cities)};\n`
	].join('');
}

/** Kit's page for what fails outside of a page, which no message reaches, in the words of another country. */
function errorText(own: string, direction: string, says: Messages): string {
	const { words } = ownMessages();
	const page = readFileSync(join(made, '../../../../error.html'), 'utf8');
	return ['app_name', 'error_500_title', 'error_500_text', 'common_home'].reduce(
		(text, key) => text.replaceAll(String(words.ur?.[key]), String(says[key])),
		page
			.replace('lang="ur" dir="rtl"', `lang="${own}" dir="${direction}"`)
			.replace('href="/ur"', `href="/${own}"`)
	);
}

/** Words of another country: its own, else ours in its language, else English ones. */
function writeProject({ country: { language }, messages: its }: CountryPack): void {
	const { words, needed } = ownMessages();
	const locales = [language.code, 'en'];
	const said = (locale: string): Messages => ({
		...words.en,
		...needed,
		...words[locale],
		...its.en,
		...its[locale]
	});
	for (const locale of locales) keep(`messages/${locale}.json`, JSON.stringify(said(locale)));
	keep('error.html', errorText(language.code, language.direction, said(language.code)));
	const settings = {
		telemetry: 'off',
		baseLocale: language.code,
		locales,
		modules: ['../../../../../node_modules/@inlang/plugin-message-format/dist/index.js'],
		'plugin.inlang.messageFormat': { pathPattern: './messages/{locale}.json' }
	};
	keep('project.inlang/settings.json', JSON.stringify(settings));
}

const findings = new Findings();
const folder = countryFolder();
const pack = readCountry(folder, findings);
if (!pack || findings.errors.length > 0) {
	for (const finding of findings.all) process.stderr.write(`${findingLine(finding)}\n`);
	process.exit(1);
}
const head = '// Made of the country pack by `npm run i18n`.\n';
keep('country.ts', head + countryText(pack));
keep('places.ts', head + placesText(pack));
if (folder !== OWN_COUNTRY) writeProject(pack);
