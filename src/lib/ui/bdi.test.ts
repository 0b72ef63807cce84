import { expect, test } from 'vitest';
import { withBdi } from './bdi.ts';

test.each([
	['8 میں سے 3 سبق', '<bdi dir="ltr">8</bdi> میں سے <bdi dir="ltr">3</bdi> سبق'],
	['4/8', '<bdi dir="ltr">4/8</bdi>'],
	['1,600 روپے، 5 منٹ', '<bdi dir="ltr">1,600</bdi> روپے، <bdi dir="ltr">5</bdi> منٹ'],
	['فون 0300 1234567 ہے', 'فون <bdi dir="ltr">0300 1234567</bdi> ہے'],
	['نمبر 03XX XXXXXXX ہے', 'نمبر <bdi dir="ltr">03XX XXXXXXX</bdi> ہے'],
	['*2262# ملائیں', '<bdi dir="ltr">*2262#</bdi> ملائیں'],
	['ناپ 80 x 40۔', 'ناپ <bdi dir="ltr">80 x 40</bdi>۔'],
	['You paid Rs 1,600.', 'You paid <bdi dir="ltr">Rs 1,600</bdi>.'],
	['−30 روپے', '<bdi dir="ltr">−30</bdi> روپے'],
	['کوئی عدد نہیں', 'کوئی عدد نہیں']
])('a number in running text is isolated: %s', (text, html) => {
	expect(withBdi(text)).toBe(html);
});

test('text is escaped', () => {
	expect(withBdi('<b>"1" & 2')).toBe(
		'&lt;b&gt;&quot;<bdi dir="ltr">1</bdi>&quot; &amp; <bdi dir="ltr">2</bdi>'
	);
});
