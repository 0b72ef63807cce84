import sharp from 'sharp';
import { expect, test } from 'vitest';
import { CARD, cardPicture } from './card-picture.server.ts';

const line = (text: string) => ({ text, size: 84, room: 300 });
const card = (text: string, rtl = true) => cardPicture({ seed: 23864108, lines: [line(text)], rtl });

/** Where letters stand between the borders: the first and last column with light in it, and how much there is in each sixth. */
async function letters(picture: Buffer) {
	const { data, info } = await sharp(picture)
		.extract({ left: 0, top: 90, width: CARD.width, height: CARD.height - 180 })
		.greyscale()
		.toColourspace('b-w')
		.raw()
		.toBuffer({ resolveWithObject: true });
	const columns: number[] = [];
	data.forEach((light, i) => {
		if (light >= 200) columns.push(i % info.width);
	});
	columns.sort((a, b) => a - b);
	const [first = 0, last = 0] = [columns[0], columns.at(-1)];
	const width = last - first + 1;
	const sixths = Array<number>(6).fill(0);
	for (const column of columns) sixths[Math.floor((6 * (column - first)) / width)]!++;
	return { first, last, width, sixths };
}

test('1200 × 630, as chats cut it, and light enough for them', async () => {
	const picture = await card('شبانہ شالز');
	const { width, height, format } = await sharp(picture).metadata();
	expect({ width, height, format }).toEqual({ ...CARD, format: 'jpeg' });
	expect(picture.byteLength).toBeLessThan(300_000);
});

test('Urdu letters join: the same letters kept apart are wider', async () => {
	const joined = await letters(await card('شبانہ'));
	const apart = await letters(await card([...'شبانہ'].join('\u200c')));
	expect(joined.width).toBeGreaterThan(50);
	expect(apart.width).toBeGreaterThan(joined.width * 1.2);
});

test('Urdu begins at the right, also where a Latin word stands in it', async () => {
	// One thin letter at the right, four broad ones to the left of it; set from the left it would be the other way round.
	const { sixths } = await letters(await card('ا MMMM'));
	expect(sixths[5]!).toBeGreaterThan(0);
	expect(sixths[0]!).toBeGreaterThan(1.2 * sixths[5]!);
	const latin = (await letters(await card('I MMMM'))).sixths;
	expect(latin[0]!).toBeLessThan(latin[5]!);
});

test.each([
	['a long name stays between the borders', 'بہت لمبا نام '.repeat(12)],
	['one long word, too', 'ا'.repeat(120)],
	['markup is text', '<b>&amp;</b> <span foreground="red">&'],
	['what no text may hold', 'ا\u0000\u0007\uffff\ud800ب'],
	['nothing', ' ']
])('%s', async (_, text) => {
	const picture = await card(text);
	const { first, last } = await letters(picture);
	if (text.trim()) {
		expect(first).toBeGreaterThanOrEqual(55);
		expect(last).toBeLessThanOrEqual(CARD.width - 55);
	}
});

test('a photo stands where the language begins, and the words beside it', async () => {
	const side = await sharp({ create: { width: 600, height: 900, channels: 3, background: '#ff0000' } })
		.jpeg()
		.toBuffer();
	const red = async (rtl: boolean) => {
		const picture = await cardPicture({ seed: 7, lines: [line('شالز')], rtl, side });
		const { data } = await sharp(picture)
			.extract({ left: 20, top: 300, width: 1, height: 1 })
			.raw()
			.toBuffer({ resolveWithObject: true });
		return data[0]! > 200 && data[1]! < 60;
	};
	expect([await red(true), await red(false)]).toEqual([false, true]);
});
