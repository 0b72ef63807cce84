import { latinDigits } from '../platform/digits.ts';
import { ok, refuse, type Result } from '../platform/result.ts';

/** K2. The board, in its fixed order: three rows of four. The drawings are ui/secret/<name>.svg. */
export const SECRET_PICTURES = [
	'kite',
	'key',
	'mango',
	'teapot',
	'moon',
	'bird',
	'shoe',
	'flower',
	'lamp',
	'fish',
	'boat',
	'drum'
] as const;
export type SecretPicture = (typeof SECRET_PICTURES)[number];
export const SECRET_LENGTH = 4;

/** What a learner knows: four pictures in order, or six digits. Written as one text, e.g. `pictures:kite,moon,moon,fish`. */
export type Secret = { kind: 'pictures' | 'digits'; text: string };

export type SecretRefusal =
	| { tag: 'secret_missing' }
	| { tag: 'secret_both' }
	| { tag: 'pictures_missing'; chosen: number }
	| { tag: 'digits_length'; count: number }
	| { tag: 'secret_common'; kind: Secret['kind'] };

/** Six digits that people choose: keypad paths, repeats, and the number that many here put on everything. */
const COMMON_DIGITS = new Set(
	(
		'147258 258147 258369 369258 147369 159357 357159 159753 753159 789456 456789 456123 123789 741852 852963 963852 ' +
		'102030 112358 123321 321123 100200 101112 786786 786110 110786 786092 786000 786123 786001 786313 ' +
		'112233 332211 223344 445566 778899 998877 111222 222333 000111 555666 142536 135790 246810 124578'
	).split(' ')
);
/** The four corners of the board, in the two ways round. */
const CORNERS = ['0,3,11,8', '0,8,11,3', '0,3,8,11'];

const isDayAndMonth = (day: string, month: string): boolean =>
	Number(day) >= 1 && Number(day) <= 31 && Number(month) >= 1 && Number(month) <= 12;
const isYear = (text: string): boolean => Number(text) >= 1930 && Number(text) <= 2040;

function isDate(d: string): boolean {
	const [a, b, c] = [d.slice(0, 2), d.slice(2, 4), d.slice(4)];
	return (
		isDayAndMonth(a, b) ||
		isDayAndMonth(b, a) ||
		isDayAndMonth(c, b) ||
		(isYear(d.slice(0, 4)) && isDayAndMonth('1', c)) ||
		(isYear(d.slice(2)) && isDayAndMonth('1', a))
	);
}

/** Equal steps from each to the next: all the same, up by one, down by one. */
const isRun = (values: readonly number[]): boolean =>
	[-1, 0, 1].some((step) => values.every((v, i) => i === 0 || v - values[i - 1]! === step));

/** 121212, 123123: the first part over and over. */
const repeats = (values: readonly number[]): boolean =>
	[2, 3].some((n) => values.length % n === 0 && values.every((v, i) => i < n || v === values[i - n]));

function isCommon({ kind, text }: Secret): boolean {
	if (kind === 'pictures') {
		const places = text.split(',').map((name) => SECRET_PICTURES.indexOf(name as SecretPicture));
		return isRun(places) || repeats(places) || CORNERS.includes(places.join());
	}
	const digits = [...text].map(Number);
	// 890123: a run that goes over the end of the keypad.
	const wraps = digits.every((v, i) => i === 0 || (v - digits[i - 1]! + 10) % 10 === 1);
	return isRun(digits) || wraps || repeats(digits) || COMMON_DIGITS.has(text) || isDate(text);
}

export interface TypedSecret {
	/** The picture chosen at each place; empty where none was. */
	pictures: readonly string[];
	digits: string;
}

/** Reads what was chosen or typed; says what is missing. Common ones are let through: see {@link decideSecret}. */
export function readSecret(typed: TypedSecret): Result<Secret, SecretRefusal> {
	const pictures = typed.pictures.filter((p) => SECRET_PICTURES.includes(p as SecretPicture));
	const digits = latinDigits(typed.digits).replace(/[\s-]/g, '');
	if (pictures.length && digits) return refuse({ tag: 'secret_both' });
	if (digits)
		return /^\d{6}$/.test(digits)
			? ok({ kind: 'digits', text: digits })
			: refuse({ tag: 'digits_length', count: digits.replace(/\D/g, '').length });
	if (!pictures.length) return refuse({ tag: 'secret_missing' });
	return pictures.length === SECRET_LENGTH
		? ok({ kind: 'pictures', text: pictures.join() })
		: refuse({ tag: 'pictures_missing', chosen: pictures.length });
}

/** The one text of a secret, as a phone sends it: `pictures:kite,moon,moon,fish` or `digits:493817`. */
export function readSecretText(text: string): Result<Secret, SecretRefusal> {
	const [, kind, said = ''] = /^(pictures|digits):(.{0,100})$/.exec(text) ?? [];
	return readSecret(
		kind === 'digits' ? { pictures: [], digits: said } : { pictures: kind ? said.split(',') : [], digits: '' }
	);
}

/** K2. Whether a secret may be chosen: what a cousin would try first is refused. */
export function decideSecret(typed: TypedSecret): Result<Secret, SecretRefusal> {
	const read = readSecret(typed);
	return read.ok && isCommon(read.value) ? refuse({ tag: 'secret_common', kind: read.value.kind }) : read;
}
