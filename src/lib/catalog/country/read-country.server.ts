/** C8. Reads a country pack and says what is wrong in it. Stands on nothing that is made of a pack. */
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { Findings } from '../finding.ts';
import { parseYaml, readYaml, type Yaml } from '../parse/yaml.ts';
import {
	countrySchema,
	languageSchema,
	placesSchema,
	type Country,
	type Places
} from '../../platform/country/country.schema.ts';
import { OWN_COUNTRY } from '../../platform/country/folder.server.ts';

/** Words of one language, by key; a message with variants stays as the message compiler takes it. */
export type Messages = Record<string, unknown>;

export interface CountryPack {
	country: Country;
	places: Places;
	/** Of the pack alone, by language. */
	messages: Record<string, Messages>;
	/** Where something of country.yaml stands. */
	at: Yaml['place'];
}

const MOST = 500_000;

/** Words that there are without a pack, by language, and those that each pack brings itself, in English. */
export function ownMessages(): { words: Record<string, Messages>; needed: Messages } {
	const words = readMessages(fileURLToPath(new URL('../../platform/i18n/messages', import.meta.url)));
	return { words, needed: readMessages(join(OWN_COUNTRY, 'messages')).en ?? {} };
}

function readMessages(folder: string): Record<string, Messages> {
	const found: Record<string, Messages> = {};
	for (const language of names(folder))
		for (const file of names(join(folder, language)))
			Object.assign((found[language] ??= {}), JSON.parse(readFileSync(join(folder, language, file), 'utf8')));
	return found;
}

/**
 * @param folder country.yaml, places.yaml, messages/<language>/*.json
 * @returns nothing where it cannot be used; then there are findings
 */
export function readCountry(folder: string, findings: Findings): CountryPack | undefined {
	const read = (file: string): Yaml | undefined => {
		const name = `${basename(folder)}/${file}`;
		const text = textIn(join(folder, file));
		if (text !== undefined) return readYaml(text, { file: name, firstLine: 1 }, findings);
		findings.add('C8.file', { file: name, line: 1 }, 'no such file');
		return undefined;
	};
	const [yaml, placesYaml] = [read('country.yaml'), read('places.yaml')];
	const code = yaml && parseYaml(v.pipe(v.unknown(), languageSchema), yaml, findings)?.language.code;
	if (!code) return undefined;
	const country = parseYaml(countrySchema(code), yaml, findings);
	const places = placesYaml && parseYaml(placesSchema(code), placesYaml, findings);
	if (places) checkIds(places, placesYaml, findings);
	const messages = readWords(folder, [code, 'en'], findings);
	return country && places ? { country, places, messages, at: yaml.place } : undefined;
}

/** The id of a district that names none: its region's, and its English name. */
export const districtId = (region: string, { id, en }: { id?: string; en: string }): string =>
	id ?? `${region}-${en.toLowerCase().replace(/[^a-z]+/g, '-')}`;

function checkIds({ regions }: Places, yaml: Yaml, findings: Findings): void {
	const seen = new Set<string>();
	for (const [region, { districts }] of Object.entries(regions))
		for (const [i, district] of districts.entries()) {
			const id = districtId(region, district);
			if (seen.has(id)) findings.add('C8.place', yaml.place(['regions', region, 'districts', i]), id);
			seen.add(id);
		}
}

function readWords(folder: string, languages: string[], findings: Findings): Record<string, Messages> {
	const { words, needed } = ownMessages();
	const found: Record<string, Messages> = {};
	for (const language of languages) {
		const its: Messages = (found[language] = {});
		const place = `messages/${language}`;
		for (const file of names(join(folder, place)).filter((name) => name.endsWith('.json'))) {
			const name = `${basename(folder)}/${place}/${file}`;
			// JSON is YAML as well, and so each word knows its line.
			const yaml = readYaml(textIn(join(folder, place, file)) ?? '', { file: name, firstLine: 1 }, findings);
			const all = yaml && parseYaml(v.record(v.string(), v.unknown()), yaml, findings);
			for (const [key, text] of Object.entries(all ?? {})) {
				const here = yaml!.place([key]);
				const like = words.en?.[key] ?? needed[key];
				if (like === undefined) findings.add('C8.message', here, `${key}: there is no such message`);
				else if (holes(text) !== holes(like))
					findings.add('C8.message', here, `${key}: {…} must be ${holes(like) || 'none'}`);
				its[key] = text;
			}
		}
		for (const key of Object.keys(needed))
			if (!(key in its) && language === 'en')
				findings.add('C8.message', { file: `${basename(folder)}/${place}`, line: 1 }, `${key} is missing`);
	}
	return found;
}

/** What a message is filled with, in the order of the alphabet: `{n} {shop}`. */
const holes = (text: unknown): string =>
	[...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort().join(' ');

const names = (folder: string): string[] =>
	lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder).sort() : [];

function textIn(path: string): string | undefined {
	const stat = lstatSync(path, { throwIfNoEntry: false });
	return stat?.isFile() && stat.size <= MOST ? readFileSync(path, 'utf8') : undefined;
}
