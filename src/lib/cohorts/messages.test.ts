import { describe, expect, test } from 'vitest';
import { BUILT_IN_MESSAGES } from './built-in-messages.ts';
import { decideReach, maskNumber, readPreference, whyNoMessage } from './contact.ts';
import { buildMessage, messageFault, smsAddress, whatsappAddress } from './messages.ts';

describe('messages', () => {
	test.each([
		['سلام {name}، {day} کو کلاس ہے۔ آ سکیں تو اچھا ہو گا۔'],
		['Salam {name}, class is on {day}. Shall I keep a seat?'],
		['کیا کل 4 بجے بات ہو سکتی ہے؟'],
		['Would 10:30 suit you?']
	])('T6 a message about the class itself may be kept: %s', (text) => {
		expect(messageFault(text)).toBeUndefined();
	});

	test.each([
		['آپ کا سبق رہ گیا ہے', 'private'],
		['سبقوں کا کام باقی ہے', 'private'],
		['آپ کے پیسے آ گئے', 'private'],
		['دکان کا آرڈر آیا ہے', 'private'],
		['Your lesson is waiting', 'private'],
		['Open your SHOP today', 'private'],
		['Rs. for the taxi', 'private'],
		['Bring 500 with you', 'number'],
		['۵۰۰ ساتھ لائیں', 'number'],
		['Bring 1,500', 'number'],
		['Call 0300 1234567', 'number'],
		['See https://example.com', 'link'],
		['Salam {lesson}', 'placeholder'],
		['Salam {name', 'placeholder'],
		['', 'empty'],
		['a'.repeat(301), 'long']
	])('T6 no message names a lesson, money or a shop: %s', (text, tag) => {
		expect(messageFault(text)?.tag).toBe(tag);
	});

	test('names, days and times keep their own direction in a text without markup', () => {
		expect(buildMessage('سلام {name}، {day} کو 4:30 بجے', { name: 'Sana', day: 'منگل' })).toBe(
			'سلام \u2068Sana\u2069، \u2068منگل\u2069 کو \u20664:30\u2069 بجے'
		);
		expect(buildMessage('سلام {name}، {day} کو', { name: '', day: 'منگل' })).toBe(
			'سلام، \u2068منگل\u2069 کو'
		);
	});

	test('the text goes whole into the address', () => {
		expect(whatsappAddress('+923001234567', 'a&b؟ #')).toBe(
			`https://wa.me/923001234567?text=${encodeURIComponent('a&b؟ #')}`
		);
		expect(smsAddress('+923001234567', 'a b')).toBe('sms:+923001234567?body=a%20b');
	});
});

describe('safe contact', () => {
	const preference = (over: object) => ({ whose: 'own' as const, hours: [], ways: '' as const, ...over });
	const at = (hour: number) => Date.UTC(2026, 10, 22, hour - 5);

	test('T6 class only is never open; hours are those of the organisation; unsaid hours are any', () => {
		expect(decideReach(preference({ ways: 'class' }), at(9), 'Asia/Karachi').reach).toBe('class_only');
		expect(decideReach(preference({ hours: ['morning'] }), at(9), 'Asia/Karachi').reach).toBe('open');
		expect(decideReach(preference({ hours: ['morning'] }), at(12), 'Asia/Karachi').reach).toBe('not_now');
		expect(decideReach(preference({ hours: ['evening', 'morning'] }), at(19), 'Asia/Karachi').reach).toBe(
			'open'
		);
		expect(decideReach(preference({}), at(3), 'Asia/Karachi').reach).toBe('open');
	});

	test('T6 outside her hours she is said to be written to later, not never', () => {
		const open = { number: true, reach: 'open' } as const;
		const later = { number: true, reach: 'not_now' } as const;
		expect(whyNoMessage(preference({ hours: ['morning'] }), later)).toBe('not_now');
		expect(whyNoMessage(preference({ hours: ['morning'], ways: 'call' }), later)).toBe('not_this_way');
		expect(whyNoMessage(preference({ ways: 'class' }), { number: true, reach: 'class_only' })).toBe(
			'class_only'
		);
		expect(whyNoMessage(preference({}), { ...open, number: false })).toBe('none');
		expect(whyNoMessage(preference({}), open)).toBeUndefined();
	});

	test('T6 no mark of direction leaves with a message', () => {
		const text = buildMessage('{name}، {day} 10:30', { name: 'شبانہ', day: 'پیر' });
		expect(text).toMatch(/[\u2066-\u2069]/);
		for (const address of [whatsappAddress('+923001234567', text), smsAddress('+923001234567', text)])
			expect(decodeURIComponent(address)).toMatch(/=شبانہ، پیر 10:30$/);
	});

	test('T6 a number is masked so that it cannot be rung', () => {
		expect(maskNumber('+923001234567')).toBe('03•• •••••67');
		expect(maskNumber('+14155550123').replace(/[^\d]/g, '')).toHaveLength(3);
	});

	test('what a form says and we do not know counts as not said', () => {
		const form: Record<string, unknown[]> = {
			whose: ['boss'],
			hours: ['night', 'dawn', 'morning'],
			ways: ['call']
		};
		expect(readPreference((field) => form[field] ?? [])).toEqual({
			whose: '',
			hours: ['morning', 'night'],
			ways: 'call'
		});
	});
});

test('T6 the messages that everybody has pass the check of own ones, in both languages', () => {
	for (const { id, text } of BUILT_IN_MESSAGES)
		for (const lang of ['ur', 'en'] as const) expect([id, messageFault(text(lang))]).toEqual([id, undefined]);
});
