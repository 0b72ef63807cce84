import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/qadam-chromium');
const packageOf = (name: string) => join(root, 'node_modules', name);

export interface BrowserLaunch {
	executablePath: string;
	args: string[];
	env: Record<string, string>;
}

/** As root in a container there is no sandbox to be had; nothing here opens pages of strangers. */
export const ARGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--force-color-profile=srgb',
	'--hide-scrollbars'
];

/** Unpacks once, under a name that appears only when it is whole. */
export function unpacked(name: string, make: (folder: string) => void): string {
	const folder = join(cache, name);
	if (existsSync(folder)) return folder;
	const part = `${folder}.${process.pid}`;
	mkdirSync(part, { recursive: true });
	make(part);
	try {
		renameSync(part, folder);
	} catch (error) {
		// Another process was first.
		if (!existsSync(folder)) throw error;
	}
	return folder;
}

export const untar = (bytes: Uint8Array, folder: string) =>
	execFileSync('tar', ['-x', '-f', '-', '-C', folder], { input: bytes });

/** Fonts of ours, Urdu among them, so that pages look the same on every machine. @returns a fontconfig file */
export function ourFonts(): string {
	const bin = join(packageOf('@sparticuz/chromium'), 'bin');
	const fonts = unpacked('fonts', (folder) =>
		untar(brotliDecompressSync(readFileSync(join(bin, 'fonts.tar.br'))), folder)
	);
	const naskh = packageOf('@expo-google-fonts/noto-naskh-arabic');
	const config = join(cache, 'fonts.conf');
	writeFileSync(
		config,
		`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${fonts}</dir><dir>${naskh}</dir><cachedir>${cache}/fontconfig</cachedir></fontconfig>`
	);
	return config;
}

/** The Chromium that ships inside a registry package, with fonts of ours: without any it crashes on forms. */
function bundled(): BrowserLaunch {
	const bin = join(packageOf('@sparticuz/chromium'), 'bin');
	const read = (file: string) => brotliDecompressSync(readFileSync(join(bin, file)));
	const browser = unpacked('browser', (folder) => {
		writeFileSync(join(folder, 'chromium'), read('chromium.br'), { mode: 0o755 });
		untar(read('swiftshader.tar.br'), folder);
	});
	const libraries = unpacked('libraries', (folder) => untar(read('al2023.tar.br'), folder));
	return {
		executablePath: join(browser, 'chromium'),
		args: [...ARGS, '--use-gl=angle', '--use-angle=swiftshader'],
		env: {
			LD_LIBRARY_PATH: [join(libraries, 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
			FONTCONFIG_FILE: ourFonts()
		}
	};
}

/** CHROME_PATH, then the machine's Chromium, then the one in the registry package: `npm test` needs nothing installed. */
export function browserLaunch(): BrowserLaunch {
	const installed = [
		process.env.CHROME_PATH,
		process.env.QADAM_BUNDLED_CHROMIUM ? undefined : '/usr/bin/chromium'
	].find((path) => path && existsSync(path));
	const { executablePath, args, env } = installed
		? { executablePath: installed, args: ARGS, env: {} }
		: bundled();
	return { executablePath, args, env: { ...(process.env as Record<string, string>), ...env } };
}
