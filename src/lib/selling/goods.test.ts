import { expect, test } from 'vitest';
import { guessGoods } from './goods.ts';

test.each([
	['ہاتھ کی کڑھائی والی شال', 'embroidery'],
	['ہاتھ کا بنا کھسہ', 'shoes'],
	['مٹی کا نیلا پیالہ', 'pottery'],
	['گھر کا بنا اچار', 'food'],
	['Blue embroidered shawl', 'embroidery'],
	['Cotton kurta', 'clothes'],
	['کچھ نیا', ''],
	['', '']
])('what a first product says of the shop: %s → %s', (title, kind) => expect(guessGoods(title)).toBe(kind));
