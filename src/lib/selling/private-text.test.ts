import { expect, test } from 'vitest';
import { holdsPrivateNumber, latinDigits } from './private-text.ts';

test('digits of three scripts are one', () => expect(latinDigits('۰۳۰۰ ٠٣٠٠ 0300')).toBe('0300 0300 0300'));

test.each([
	'کال کریں 0300 1234567',
	'03001234567',
	'۰۳۰۰۱۲۳۴۵۶۷',
	'0 3 0 0 1 2 3 4 5 6 7',
	'0300-123-4567',
	'+92 300 1234567',
	'0092 (300) 1234567',
	'923001234567',
	'3001234567 واٹس ایپ',
	'061 4512345',
	'36302-1234567-8',
	'3630212345678',
	'me@example.com'
])('M8 found: %s', (text) => expect(holdsPrivateNumber(text)).toBe(true));

test.each([
	'سائز 36 38 40 42 44 میں',
	'قیمت 1,600 روپے، ڈیلیوری 250',
	'80 x 40 انچ',
	'2 سے 4 دن، 2026 کا ڈیزائن',
	'گلی 4 نہیں لکھی',
	''
])('M8 left alone: %s', (text) => expect(holdsPrivateNumber(text)).toBe(false));
