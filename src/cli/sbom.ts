/**
 * `npm run sbom`: every package of production, as CycloneDX on the standard output. npm makes the list; what is for development
 * alone is taken out here by the lock file, for npm's own `--omit dev` leaves out what both need.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readOptions } from './command.ts';

const HELP = `npm run sbom

Every package of production, as CycloneDX on the standard output. Ends with 0 when it is done, 1 when it failed, 2 for a wrong command.`;

interface Bill {
	metadata: { component: { 'bom-ref': string } };
	components: { 'bom-ref': string }[];
	dependencies: { ref: string; dependsOn?: string[] }[];
}
interface Lock {
	packages: Record<string, { version: string; dev?: true }>;
}

readOptions(HELP, {});
const args = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
const bill = JSON.parse(execFileSync('npm', args, { encoding: 'utf8', maxBuffer: 2 ** 25 })) as Bill;
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock;
const production = new Set([bill.metadata.component['bom-ref']]);
for (const [path, { version, dev }] of Object.entries(packages))
	if (!dev) production.add(`${path.split('node_modules/').at(-1)}@${version}`);
const kept = (ref: string) => production.has(ref);
const said = {
	...bill,
	components: bill.components.filter((one) => kept(one['bom-ref'])),
	dependencies: bill.dependencies
		.filter(({ ref }) => kept(ref))
		.map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter(kept) }))
};
console.log(JSON.stringify(said, null, '\t'));
