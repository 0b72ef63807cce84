import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = <T>(file: string) => JSON.parse(readFileSync(`${root}/${file}`, 'utf8')) as T;

test('`npm run sbom` names every package of production with its version, and none of development alone', () => {
	const said = execFileSync(process.execPath, ['src/cli/sbom.ts'], {
		cwd: root,
		encoding: 'utf8',
		maxBuffer: 2 ** 25
	});
	const bill = JSON.parse(said) as { bomFormat: string; components: { purl: string }[] };
	expect(bill.bomFormat).toBe('CycloneDX');
	const named = bill.components.map(({ purl }) => decodeURIComponent(purl).replace('pkg:npm/', '')).sort();
	const { packages } = read<{ packages: Record<string, { version: string; dev?: true }> }>(
		'package-lock.json'
	);
	const locked = Object.entries(packages)
		.filter(([path, { dev }]) => path !== '' && !dev)
		.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`);
	expect([...new Set(named)]).toEqual([...new Set(locked)].sort());
	const { dependencies } = read<{ dependencies: Record<string, string> }>('package.json');
	for (const [name, version] of Object.entries(dependencies)) expect(named).toContain(`${name}@${version}`);
});
