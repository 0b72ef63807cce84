import { execFileSync, spawnSync } from 'node:child_process';

const isInstalled = (name: string): boolean =>
	spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' }).stdout ===
	'installed';

/** Installs Debian's packages that are missing; who is not root is told the command. */
export function needPackages(names: readonly string[]): void {
	const missing = names.filter((name) => !isInstalled(name));
	if (!missing.length) return;
	const install = ['install', '-y', '-q', '--no-install-recommends', ...missing];
	if (process.getuid?.() !== 0) throw new Error(`first, as root: apt-get ${install.join(' ')}`);
	console.log(`Installing ${missing.join(', ')} …`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const apt = (...args: string[]) =>
		execFileSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', ...args], { env, stdio: 'pipe' });
	apt('update', '-q');
	apt(...install);
}
