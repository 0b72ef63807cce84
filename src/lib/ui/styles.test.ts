import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const SRC = new URL('../../', import.meta.url);
const styled = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) =>
	/\.(?:svelte|css|html)$/.test(path)
);

/** Shorthands of both sides came with Chrome 87, `float` by direction with 118: our floor, 80, drops the whole line. */
const TOO_NEW =
	/(?:^|[\s;{])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:block|inline)|inset(?:-block|-inline)?)\s*:|float\s*:\s*inline/;

test('no style uses a word that the oldest browser of our floor does not know', () => {
	expect(styled.length).toBeGreaterThan(100);
	const found = styled.flatMap((path) =>
		readFileSync(new URL(path, SRC), 'utf8')
			.split('\n')
			.flatMap((line, i) => (TOO_NEW.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : []))
	);
	expect(found).toEqual([]);
});

test('the dark theme changes colours alone, in one place: all else that is true of a page in the light is true of it in the dark', () => {
	const themed = styled.filter((path) =>
		readFileSync(new URL(path, SRC), 'utf8').includes('prefers-color-scheme')
	);
	expect(themed).toEqual(['lib/ui/tokens.css']);
	const tokens = readFileSync(new URL('lib/ui/tokens.css', SRC), 'utf8');
	const dark = /prefers-color-scheme: dark\) \{\s*:root \{([^}]*)\}\s*\}/.exec(tokens)![1]!;
	const told = dark.split(';').filter((line) => line.trim());
	expect(told.length).toBeGreaterThan(20);
	expect(told.filter((line) => !/^\s*--[\w-]+: #[0-9a-f]{3,8}$/.test(line))).toEqual([]);
});
