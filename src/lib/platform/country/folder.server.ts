import { isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The pack in the repository: Pakistan's, with its courses. */
export const OWN_COUNTRY = fileURLToPath(new URL('../../../content', import.meta.url));

/** The folder of the country that this installation is built for (docs/country-packs.md). */
export function countryFolder(asked = process.env.QADAM_COUNTRY): string {
	if (!asked) return OWN_COUNTRY;
	if (!isAbsolute(asked)) throw new Error('QADAM_COUNTRY must be an absolute path.');
	return resolve(asked);
}
