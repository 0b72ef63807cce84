import { expect, it } from 'vitest';
import { nameKey } from './name-key.ts';

it('a name is found however its letters were typed', () => {
	expect(nameKey('فاطمة')).toBe(nameKey('فاطمہ'));
	expect(nameKey('علي')).toBe(nameKey('علی'));
	expect(nameKey('كلثوم')).toBe(nameKey('کلثوم'));
	expect(nameKey('آمنہ')).toBe(nameKey('امنہ'));
	expect(nameKey('  SANA  Bibi ')).toBe('sana bibi');
});
