import * as v from 'valibot';
import { isUuid } from '../platform/ids.ts';
import type { Purpose } from './consent.ts';
import { cleanLine } from './clean-line.ts';
import { readContactPhone } from './contact-phone.ts';
import { decidePassword, type PasswordRefusal } from './decide-password.ts';
import { readLogInName } from './log-in-name.ts';
import {
	decideSecret,
	readSecret,
	SECRET_LENGTH,
	type Secret,
	type SecretRefusal,
	type TypedSecret
} from './decide-secret.ts';

/** The doors of accounts: what a form brings, read once. Faults are named by field; what was typed goes back with them. */

const NAME_MOST = 60;
const line = v.pipe(v.string(), v.transform(cleanLine));
const name = v.pipe(line, v.minLength(1), v.maxLength(NAME_MOST));
const emailAddress = v.pipe(line, v.toLowerCase(), v.maxLength(200), v.email());
const key = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));

export const textOf = (form: FormData, field: string): string => {
	const value = form.get(field);
	return typeof value === 'string' ? value : '';
};

const PICTURE_FIELDS = Array.from({ length: SECRET_LENGTH }, (_, i) => `picture_${i + 1}`);
export const SECRET_FIELDS = [...PICTURE_FIELDS, 'digits'];

export const typedSecret = (form: FormData): TypedSecret => ({
	pictures: PICTURE_FIELDS.map((field) => textOf(form, field)),
	digits: textOf(form, 'digits')
});

/** A random key of one form, against double taps. */
export const keyOf = (form: FormData): string | undefined => {
	const read = v.safeParse(key, textOf(form, 'key'));
	return read.success ? read.output : undefined;
};

const MOST_PROFILES = 8;

/**
 * `profile` fields of the island that found guest work on this phone and was told "mine": `<profile id>.<tile seed>`.
 */
export function claimsOf(form: FormData): { profiles: string[]; tileSeed?: number } {
	const claims = form
		.getAll('profile')
		.slice(0, MOST_PROFILES)
		.map((value) => /^([0-9a-f-]{36})(?:\.(\d{1,10}))?$/.exec(String(value)))
		.flatMap((found) => (found && isUuid(found[1]!) ? [{ id: found[1]!, seed: Number(found[2]) }] : []));
	const seed = claims[0]?.seed ?? 0;
	return {
		profiles: [...new Set(claims.map(({ id }) => id))],
		...(seed > 0 && seed < 2 ** 32 ? { tileSeed: seed } : {})
	};
}

export type JoinFault =
	| SecretRefusal
	| { tag: 'name' }
	| { tag: 'phone' }
	| { tag: 'learning' }
	| { tag: 'mine' }
	| { tag: 'form' };
export type JoinFaults = Partial<
	Record<'name' | 'mine' | 'secret' | 'phone' | 'learning' | 'form', JoinFault>
>;

export interface JoinForm {
	key: string;
	name: string;
	mine: boolean;
	secret: Secret;
	contactPhone?: string;
	consents: Purpose[];
	profiles: string[];
	tileSeed?: number;
}

/** @param hasGuest a guest's work is open in this browser, so "is it yours?" must be answered (K1) */
export function readJoinForm(
	form: FormData,
	hasGuest: boolean
): { ok: true; value: JoinForm } | { ok: false; faults: JoinFaults } {
	const faults: JoinFaults = {};
	const named = v.safeParse(name, textOf(form, 'name'));
	if (!named.success) faults.name = { tag: 'name' };
	const secret = decideSecret(typedSecret(form));
	if (!secret.ok) faults.secret = secret.refusal;
	const typedPhone = cleanLine(textOf(form, 'phone'));
	const phone = typedPhone ? readContactPhone(typedPhone) : undefined;
	if (phone && !phone.ok) faults.phone = phone.refusal;
	const given = (purpose: Purpose) => textOf(form, `consent_${purpose}`) === 'yes';
	if (!given('learning')) faults.learning = { tag: 'learning' };
	const mine = textOf(form, 'mine');
	if (hasGuest && mine !== 'yes' && mine !== 'no') faults.mine = { tag: 'mine' };
	const formKey = keyOf(form);
	if (!formKey) faults.form = { tag: 'form' };
	if (!named.success || !secret.ok || !formKey || Object.keys(faults).length) return { ok: false, faults };
	return {
		ok: true,
		value: {
			key: formKey,
			name: named.output,
			mine: hasGuest && mine === 'yes',
			secret: secret.value,
			...(phone?.ok ? { contactPhone: phone.value } : {}),
			consents: (['reporting', 'photo_story'] as const).filter(given),
			...claimsOf(form)
		}
	};
}

/** Any well-formed secret: whether it is hers is for the server to say. */
export const secretOf = (form: FormData) => readSecret(typedSecret(form));
/** A secret to be set: common ones are refused. */
export const newSecretOf = (form: FormData) => decideSecret(typedSecret(form));

export type SetUpFault = PasswordRefusal | { tag: 'name' } | { tag: 'email' };

export function readSetUpForm(
	form: FormData
):
	| { ok: true; value: { name: string; email: string; password: string } }
	| { ok: false; faults: Partial<Record<'name' | 'email' | 'password', SetUpFault>> } {
	const faults: Partial<Record<'name' | 'email' | 'password', SetUpFault>> = {};
	const named = v.safeParse(name, textOf(form, 'name'));
	if (!named.success) faults.name = { tag: 'name' };
	const email = v.safeParse(emailAddress, textOf(form, 'email'));
	if (!email.success) faults.email = { tag: 'email' };
	const password = decidePassword(textOf(form, 'password'), textOf(form, 'email'));
	if (!password.ok) faults.password = password.refusal;
	if (!named.success || !email.success || !password.ok) return { ok: false, faults };
	return { ok: true, value: { name: named.output, email: email.output, password: password.value } };
}

export type AcceptFault = PasswordRefusal | { tag: 'name' } | { tag: 'login' };

/** Somebody new who becomes staff by a link: her name, what she logs in with, her password. */
export function readAcceptForm(
	form: FormData
):
	| { ok: true; value: { name: string; login: string; password: string } }
	| { ok: false; faults: Partial<Record<'name' | 'login' | 'password', AcceptFault>> } {
	const faults: Partial<Record<'name' | 'login' | 'password', AcceptFault>> = {};
	const named = readName(textOf(form, 'name'));
	if (!named) faults.name = { tag: 'name' };
	const login = readLogInName(textOf(form, 'login'));
	if (!login.ok) faults.login = login.refusal;
	const password = decidePassword(textOf(form, 'password'), textOf(form, 'login'));
	if (!password.ok) faults.password = password.refusal;
	if (!named || !login.ok || !password.ok) return { ok: false, faults };
	return { ok: true, value: { name: named, login: login.value, password: password.value } };
}

/** A person's name, as it is kept. */
export const readName = (typed: string): string | undefined => {
	const read = v.safeParse(name, typed);
	return read.success ? read.output : undefined;
};
