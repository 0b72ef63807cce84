import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Findings, type Finding } from '../finding.ts';
import type { ReadContent } from '../read-content.server.ts';
import { readCountry } from './read-country.server.ts';

/** C8. What is wrong in the country pack of a content folder, also where it names what the folder does not hold. */
export function checkCountry(folder: string, { registers, courses }: ReadContent): Finding[] {
	const findings = new Findings();
	if (!existsSync(join(folder, 'country.yaml'))) return [];
	const pack = readCountry(folder, findings);
	if (!pack) return findings.all;
	const { country, at } = pack;
	for (const [i, { value }] of country.helplines.entries())
		if (!registers.values.has(value)) findings.add('C8.helpline', at(['helplines', i]), value);
	const badges = new Set([
		...registers.sets.map(({ badge }) => badge.id),
		...courses.flatMap(({ course }) => [course?.badge.id, course?.partCheck?.badge.id])
	]);
	for (const [i, tier] of country.shop.tiers.entries())
		for (const badge of tier.badges)
			if (!badges.has(badge)) findings.add('C8.badge', at(['shop', 'tiers', i]), badge);
	return findings.all;
}
