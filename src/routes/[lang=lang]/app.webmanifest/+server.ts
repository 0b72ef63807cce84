import { LANGS, dirOf } from '#lib/platform/country/lang.ts';
import { json } from '@sveltejs/kit';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import type { EntryGenerator, RequestHandler } from './$types';

export const prerender = true;
export const entries: EntryGenerator = () => LANGS.map((lang) => ({ lang }));

const icon = (name: string, size: string, purpose: 'any' | 'maskable') => ({
	src: `/icons/${name}`,
	sizes: size,
	type: name.endsWith('.svg') ? 'image/svg+xml' : 'image/png',
	purpose
});

/** The app on her home screen; one app, whichever language it was put there in. */
export const GET: RequestHandler = ({ locals: { lang } }) => {
	const shortcut = (name: string, url: string) => ({
		name,
		url,
		icons: [icon('icon-192.png', '192x192', 'any')]
	});
	return json(
		{
			id: '/',
			name: m.app_name(),
			short_name: m.app_name(),
			description: m.common_description(),
			lang,
			dir: dirOf(lang),
			start_url: `/${lang}?home`,
			scope: '/',
			display: 'standalone',
			// --ground and --gd of ui/tokens.css
			background_color: '#f1f6f8',
			theme_color: '#0c2864',
			icons: [
				icon('icon.svg', 'any', 'any'),
				icon('icon-192.png', '192x192', 'any'),
				icon('icon-512.png', '512x512', 'any'),
				icon('maskable-192.png', '192x192', 'maskable'),
				icon('maskable-512.png', '512x512', 'maskable')
			],
			shortcuts: [
				shortcut(m.phone_next_lesson(), `/${lang}?next`),
				shortcut(m.tab_shop(), `/${lang}/sell`),
				shortcut(m.learn_me_title(), `/${lang}/me`)
			]
		},
		{ headers: { 'content-type': 'application/manifest+json' } }
	);
};
