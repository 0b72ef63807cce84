import { SECRET_PICTURES, type SecretPicture } from './decide-secret.ts';

const files = import.meta.glob<string>('../ui/secret/*.svg', {
	query: '?raw',
	import: 'default',
	eager: true
});

const symbol = (name: SecretPicture): string => {
	const svg = files[`../ui/secret/${name}.svg`];
	if (!svg) throw new Error(`no drawing for the secret picture ${name}`);
	return svg
		.trim()
		.replace(/^<svg[^>]*?(viewBox="[^"]*")[^>]*>/, `<symbol id="secret-${name}" $1>`)
		.replace(/<\/svg>$/, '</symbol>');
};

/** The twelve drawings once; every board of a page uses them by `<use href="#secret-…">`. */
export const SECRET_SPRITE = SECRET_PICTURES.map(symbol).join('');
