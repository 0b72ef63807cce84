/** One question's answer, read at the door: the same rules as on the form that changes an open shop. Pure. */
import * as v from 'valibot';
import { checkHandle, type HandleFault } from '../decide-handle.ts';
import { readHours, type HoursFault } from '../decide-hours.ts';
import { choice, line, parseForm, type Faults } from '../form.ts';
import { localPhone, readMobile, type PhoneFault } from '../phone.server.ts';
import { sign } from '../shop.schema.ts';
import type { OpenStep } from './steps.ts';

export type AnswerFault =
	| { tag: 'fields'; faults: Faults }
	| { tag: 'hours'; fault: HoursFault }
	| { tag: 'phone'; fault: PhoneFault | { tag: 'phone-missing' } }
	| { tag: 'handle'; fault: HandleFault | 'missing' };

/** What is kept of an answer: what she typed, cleaned, by field. */
export type Answer = Record<string, string>;

export const ways = ['cod', 'raast'] as const;

const fields = {
	name: v.object({ name: sign.name }),
	latin: v.object({ name_en: sign.name_en }),
	goods: v.object({ category: sign.category }),
	about: v.object({ about: sign.about }),
	city: v.object({ city: sign.city }),
	delivery: v.object({ area: sign.area, delivery_fee: sign.delivery_fee }),
	returns: v.object({ returns: sign.returns }),
	/** The title and the picture of "raast" are checked where they are saved. */
	pay: v.object({ way: choice(ways), title: line(5000) })
};
const phoneForm = v.object({ shown: choice(['0', '1']), phone: line(40) });
const handleForm = v.object({ handle: line(60) });

type Checked = { ok: true; answer: Answer } | { ok: false; fault: AnswerFault };
const good = (answer: Answer): Checked => ({ ok: true, answer });
const bad = (fault: AnswerFault): Checked => ({ ok: false, fault });

/** @param typed the fields of that question’s form, as they came */
export function checkAnswer(step: OpenStep, typed: Record<string, string>): Checked {
	if (step === 'hours') return checkHours(typed);
	if (step === 'phone') return checkPhone(typed);
	if (step === 'handle') return checkWish(typed);
	const read = parseForm(fields[step], typed);
	return read.ok
		? good(Object.fromEntries(Object.entries(read.value).map(([name, value]) => [name, String(value)])))
		: bad({ tag: 'fields', faults: read.faults });
}

function checkHours({ from = '', to = '' }: Record<string, string>): Checked {
	const read = readHours(from, to);
	if (!read.ok) return bad({ tag: 'hours', fault: read.fault });
	return good(read.hours ? { from: String(read.hours.from), to: String(read.hours.to) } : {});
}

/** M8. Hidden unless she shows it; a number may be left with us either way. */
function checkPhone(typed: Record<string, string>): Checked {
	const read = parseForm(phoneForm, typed);
	if (!read.ok) return bad({ tag: 'fields', faults: read.faults });
	const { shown, phone } = read.value;
	if (phone === '')
		return shown === '1' ? bad({ tag: 'phone', fault: { tag: 'phone-missing' } }) : good({ shown, phone });
	const mobile = readMobile(phone);
	return mobile.ok
		? good({ shown, phone: localPhone(mobile.e164) })
		: bad({ tag: 'phone', fault: mobile.fault });
}

function checkWish(typed: Record<string, string>): Checked {
	const read = parseForm(handleForm, typed);
	if (!read.ok) return bad({ tag: 'handle', fault: 'letters' });
	const handle = read.value.handle.toLowerCase().replace(/^.*\/shop\//, '');
	const fault = handle ? checkHandle(handle) : 'missing';
	return fault ? bad({ tag: 'handle', fault }) : good({ handle });
}
