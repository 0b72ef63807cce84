/** A shop's short address: 3–30 of a–z, 0–9 and -, readable over the phone, and no look-alike of another. */
import { OWN } from '../platform/country/made/country.ts';
import { cities } from './cities.ts';

export const HANDLE_MIN = 3;
export const HANDLE_MAX = 30;

export type HandleFault = 'too-short' | 'too-long' | 'letters' | 'hyphens' | 'reserved';

/** Words of the product's own addresses: refused as a whole handle. */
// prettier-ignore
const OURS = [
	'api', 'shop', 'shops', 'sell', 'seller', 'order', 'orders', 'login', 'account', 'badge', 'status', 'photo', 'news',
	'system', 'test', 'www', 'root', 'help', 'dukan'
];
/** Names a buyer would take for somebody else's word: refused as a part of a handle too ("daraz-helpline"). */
// prettier-ignore
const OTHERS = [
	'qadam', 'admin', 'administrator', 'support', 'helpline', 'official', 'verified', 'bank', 'police',
	'daraz', 'olx', 'jazzcash', 'easypaisa', 'nayapay', 'sadapay', 'raast', 'whatsapp', 'facebook', 'instagram',
	'tcs', 'leopards', 'postex', 'hbl', 'ubl', 'mcb', 'meezan', 'sbp', 'nadra', 'fia', 'pta', 'fbr', 'bisp', 'ehsaas'
];

/** What the eye reads: 0 as o, 1 as l, rn as m, vv as w, and no hyphens. Two shops never share a skeleton. */
export const skeleton = (handle: string): string =>
	handle
		.replaceAll('-', '')
		.replaceAll('0', 'o')
		.replaceAll('1', 'l')
		.replaceAll('rn', 'm')
		.replaceAll('vv', 'w');

const ours = new Set(OURS.map(skeleton));
const others = new Set(OTHERS.map(skeleton));

/** @returns the first fault, or null when the handle may be used (if nobody has it yet) */
export function checkHandle(handle: string): HandleFault | null {
	if (!/^[a-z0-9-]*$/.test(handle)) return 'letters';
	if (/^-|-$|--/.test(handle)) return 'hyphens';
	if (handle.length < HANDLE_MIN) return 'too-short';
	if (handle.length > HANDLE_MAX) return 'too-long';
	const whole = skeleton(handle);
	const taken = ours.has(whole) || [whole, ...handle.split('-').map(skeleton)].some((w) => others.has(w));
	return taken ? 'reserved' : null;
}

const LATIN: Record<string, string> = {
	...{
		آ: 'aa',
		ا: 'a',
		أ: 'a',
		ب: 'b',
		پ: 'p',
		ت: 't',
		ٹ: 't',
		ث: 's',
		ج: 'j',
		چ: 'ch',
		ح: 'h',
		خ: 'kh',
		د: 'd'
	},
	...{
		ڈ: 'd',
		ذ: 'z',
		ر: 'r',
		ڑ: 'r',
		ز: 'z',
		ژ: 'zh',
		س: 's',
		ش: 'sh',
		ص: 's',
		ض: 'z',
		ط: 't',
		ظ: 'z',
		ع: 'a'
	},
	...{
		غ: 'gh',
		ف: 'f',
		ق: 'q',
		ک: 'k',
		گ: 'g',
		ل: 'l',
		م: 'm',
		ن: 'n',
		ں: 'n',
		و: 'o',
		ؤ: 'o',
		ہ: 'h',
		ۂ: 'h'
	},
	...{ ھ: 'h', ی: 'i', ئ: '', ے: 'e', ء: '', ة: 't', ه: 'h', ي: 'i', ك: 'k', ى: 'a' }
};
const VOWELS = new Set(['ا', 'آ', 'أ', 'و', 'ؤ', 'ی', 'ے', 'ئ', 'ع', 'ي', 'ى', 'ھ']);

const TOWNS = new Map(cities.map((c) => [c[OWN], c.en.toLowerCase().replaceAll(' ', '-')]));
/** Words of many shop signs, as they are usually spelt. */
const SIGNS = new Map([
	['گھر', 'ghar'],
	['ہاؤس', 'house'],
	['سٹور', 'store'],
	['بوتیک', 'boutique'],
	['ہینڈ', 'hand'],
	['میڈ', 'made']
]);

/** One word in Latin letters, as it is said: Urdu leaves the first short vowel out, a closing ہ is an a. */
function wordInLatin(word: string): string {
	const known = TOWNS.get(word) ?? SIGNS.get(word);
	if (known) return known;
	const letters = [...word];
	return letters
		.map((letter, i) => {
			if (/[a-z0-9]/.test(letter)) return letter;
			const last = i === letters.length - 1;
			if (last && i > 0 && (letter === 'ہ' || letter === 'ه')) return 'a';
			if (letter === 'و' && i === 0) return 'w';
			const latin = LATIN[letter] ?? '';
			const next = letters[i + 1];
			const opens =
				i === 0 && !VOWELS.has(letter) && next !== undefined && !VOWELS.has(next) && next in LATIN;
			return opens && letters.length > 2 ? `${latin}a` : latin;
		})
		.join('');
}

/**
 * A handle from a shop's name, in either script; '' when nothing usable is left.
 * شبانہ شالز → shabana-shalz
 */
export function handleFromName(name: string): string {
	const words = name
		.normalize('NFKD')
		// Back together: what NFKD parted belongs to Urdu letters (آ, ئ, ؤ, ۂ), the Latin accents go.
		.replace(/[\u0300-\u036f]/g, '')
		.normalize('NFC')
		.toLowerCase()
		.replace(/[\u064b-\u0652\u0670]/g, '')
		.split(/[^a-z0-9\u0621-\u06d3]+/)
		.map(wordInLatin)
		.filter(Boolean);
	let handle = '';
	for (const word of words) {
		const longer = handle ? `${handle}-${word}` : word;
		if (longer.length > HANDLE_MAX - 3) break;
		handle = longer;
	}
	return (handle || (words[0] ?? '').slice(0, HANDLE_MAX - 3)).replace(/-+$/, '');
}

/** Handles to try for this shop, the nicest first; every one passes {@link checkHandle}. */
export function suggestHandles(name: string, city: string): string[] {
	const base = handleFromName(name);
	const town = TOWNS.get(city) ?? handleFromName(city);
	const roots = [base, base && town ? `${base}-${town}` : '', base ? `${base}-dukan` : 'dukan'];
	const all = [...roots, ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `${base || 'dukan'}-${n}`)];
	return [...new Set(all)].filter((h) => checkHandle(h) === null);
}
