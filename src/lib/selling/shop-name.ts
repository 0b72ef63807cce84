/** A shop has a name in Urdu and one in English letters; each page shows the one of its language. Pure. */
import type { Lang } from '../catalog/index.ts';
import { handleFromName } from './decide-handle.ts';

/** @param shop `nameEn`: '' where `name` is for both languages */
export const shopName = (shop: { name: string; nameEn: string }, lang: Lang): string =>
	(lang === 'en' && shop.nameEn) || shop.name;

/** Letters of Latin alone: a Cyrillic or Greek one looks the same and is somebody else's name. */
export const isLatin = (text: string): boolean => !/(?!\p{Script=Latin})[\p{L}\p{M}]/u.test(text);

/** The name as it sounds, to begin with: شبانہ شالز → Shabana Shalz. One in English letters stays as it is. */
export const latinName = (name: string): string =>
	isLatin(name)
		? name
		: handleFromName(name)
				.split('-')
				.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
				.join(' ');
