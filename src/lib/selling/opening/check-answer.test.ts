import { expect, test } from 'vitest';
import { checkAnswer } from './check-answer.server.ts';
import type { OpenStep } from './steps.ts';

test.each<[OpenStep, Record<string, string>, object]>([
	['name', { name: '' }, { tag: 'fields', faults: { name: 'missing' } }],
	['name', { name: 'ش'.repeat(41) }, { tag: 'fields', faults: { name: 'too-long' } }],
	['name', { name: 'شالیں 0300 1234567' }, { tag: 'fields', faults: { name: 'private' } }],
	['name', { name: 'a\u0000' }, { tag: 'fields', faults: { name: 'characters' } }],
	['latin', { name_en: 'شبانہ' }, { tag: 'fields', faults: { name_en: 'latin' } }],
	['handle', { handle: '' }, { tag: 'handle', fault: 'missing' }],
	['handle', { handle: 'daraz-helpline' }, { tag: 'handle', fault: 'reserved' }],
	['handle', { handle: 'shаbana' }, { tag: 'handle', fault: 'letters' }],
	['handle', { handle: 'x'.repeat(61) }, { tag: 'handle', fault: 'letters' }],
	['goods', { category: 'weapons' }, { tag: 'fields', faults: { category: 'not-a-choice' } }],
	['goods', {}, { tag: 'fields', faults: { category: 'missing' } }],
	['delivery', { delivery_fee: '-5' }, { tag: 'fields', faults: { delivery_fee: 'not-a-number' } }],
	['delivery', { delivery_fee: '1000000000000' }, { tag: 'fields', faults: { delivery_fee: 'too-much' } }],
	['delivery', { delivery_fee: '9000' }, { tag: 'fields', faults: { delivery_fee: 'too-much' } }],
	['returns', { returns: ' ' }, { tag: 'fields', faults: { returns: 'missing' } }],
	['hours', { from: '18', to: '9' }, { tag: 'hours', fault: 'hours-order' }],
	['hours', { from: '3', to: '' }, { tag: 'hours', fault: 'not-a-choice' }],
	['phone', {}, { tag: 'fields', faults: { shown: 'missing' } }],
	['phone', { shown: '1', phone: '' }, { tag: 'phone', fault: { tag: 'phone-missing' } }],
	['phone', { shown: '0', phone: '0300 12' }, { tag: 'phone', fault: { tag: 'digits-missing', count: 5 } }],
	['pay', {}, { tag: 'fields', faults: { way: 'missing' } }],
	['pay', { way: 'cheque' }, { tag: 'fields', faults: { way: 'not-a-choice' } }]
])('%s %j is refused', (step, typed, fault) =>
	expect(checkAnswer(step, typed)).toEqual({ ok: false, fault })
);

test.each<[OpenStep, Record<string, string>, object]>([
	['name', { name: '  شبانہ   شالز ', other: 'x' }, { name: 'شبانہ شالز' }],
	['latin', { name_en: '' }, { name_en: '' }],
	['handle', { handle: 'https://qadam.example/ur/shop/Shabana-Shawls' }, { handle: 'shabana-shawls' }],
	['delivery', { area: '', delivery_fee: '۲۵۰' }, { area: '', delivery_fee: '250' }],
	['hours', { from: '', to: '' }, {}],
	['hours', { from: '10', to: '18' }, { from: '10', to: '18' }],
	['phone', { shown: '0', phone: '' }, { shown: '0', phone: '' }],
	['phone', { shown: '1', phone: '+92 300 1234567' }, { shown: '1', phone: '0300 1234567' }],
	['pay', { way: 'cod' }, { way: 'cod', title: '' }]
])('%s %j is kept as %j', (step, typed, answer) =>
	expect(checkAnswer(step, typed)).toEqual({ ok: true, answer })
);
