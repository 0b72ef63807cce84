/**
 * Makes of a country pack what the code imports: platform/country/made/ (not committed). Run by `npm run i18n`, before the
 * messages are compiled. QADAM_COUNTRY names the folder of another country than the repository's.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countryFolder, OWN_COUNTRY } from '../../platform/country/folder.server.ts';
import { Findings, findingLine } from '../finding.ts';
import { districtId, ownMessages, readCountry, type CountryPack } from './read-country.server.ts';

const made = fileURLToPath(new URL('../../platform/country/made/', import.meta.url));

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

/** Words of another country: its own, else ours in its language, else English ones. */
function writeProject({ country: { language }, messages: its }: CountryPack): void {
	const { words, needed } = ownMessages();
	const locales = [language.code, 'en'];
	mkdirSync(join(made, 'messages'));
	for (const locale of locales)
		writeFileSync(
			join(made, 'messages', `${locale}.json`),
			JSON.stringify({ ...words.en, ...needed, ...words[locale], ...its.en, ...its[locale] })
		);
	mkdirSync(join(made, 'project.inlang'));
	const settings = {
		telemetry: 'off',
		baseLocale: language.code,
		locales,
		modules: ['../../../../../node_modules/@inlang/plugin-message-format/dist/index.js'],
		'plugin.inlang.messageFormat': { pathPattern: './messages/{locale}.json' }
	};
	writeFileSync(join(made, 'project.inlang/settings.json'), JSON.stringify(settings));
}

const findings = new Findings();
const folder = countryFolder();
const pack = readCountry(folder, findings);
if (!pack || findings.errors.length > 0) {
	for (const finding of findings.all) console.error(findingLine(finding));
	process.exit(1);
}
rmSync(made, { recursive: true, force: true });
mkdirSync(made, { recursive: true });
const head = '// Made of the country pack by `npm run i18n`.\n';
writeFileSync(join(made, 'country.ts'), head + countryText(pack));
writeFileSync(join(made, 'places.ts'), head + placesText(pack));
if (folder !== OWN_COUNTRY) writeProject(pack);
