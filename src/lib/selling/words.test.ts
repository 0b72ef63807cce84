import { expect, test } from 'vitest';
import { baseLocale, locales, overwriteGetLocale } from '../platform/i18n/paraglide/runtime.js';
import { cancelReasons, orderActs, orderStates, returnReasons } from './decide-order.ts';
import { complaintReasons } from './decide-word.ts';
import { draftParts } from './draft.ts';
import { reviewTicks, reviewVerdicts } from './decide-review.ts';
import { checkReasons, goods, refusedGoods } from './goods.ts';
import { reportReasons } from './report-reasons.ts';
import * as words from './words.ts';

test.each(locales)('every tag has its words: %s', (locale) => {
	overwriteGetLocale(() => locale);
	const all = [
		...[
			'missing',
			'too-long',
			'too-short',
			'not-a-number',
			'too-much',
			'too-little',
			'private',
			'not-a-choice',
			'characters',
			'latin',
			'name-only',
			'way-picture',
			'phone-missing',
			'hours-order',
			'hours-one'
		].map(words.faultWord),
		...(['digits-missing', 'digits-extra', 'not-a-phone'] as const).map((tag) =>
			words.phoneWord({ tag, count: 2 })
		),
		...['too-short', 'too-long', 'letters', 'hyphens', 'reserved', 'taken'].map(words.handleWord),
		...['empty', 'too-big', 'not-a-picture', 'too-many-pixels', 'photos-full', 'no-qr', 'own-qr'].map(
			words.photoWord
		),
		...goods.map(words.goodsWord),
		...refusedGoods.map(words.refusedGoodsWord),
		...checkReasons.map(words.checkWord),
		...[...cancelReasons.seller, ...cancelReasons.buyer, ...returnReasons].map(words.whyWord),
		...reviewVerdicts.map(words.reviewWord),
		...reviewTicks.map(words.reviewTickWord),
		...reportReasons.map(words.reportWord),
		...['missing', 'not-a-contact', 'at-home'].map(words.contactWord),
		...complaintReasons.map(words.complaintWord),
		...['place', ...orderActs].map(words.actWord),
		...draftParts.map(words.partWord),
		...(
			['open', 'paused', 'waiting-check', 'refused', 'waiting-operator', 'suspended', 'under-18'] as const
		).map((f) => words.faceWord(f, 'other')),
		...orderStates.flatMap((s) => [words.stateWord(s, 'seller'), words.stateWord(s, 'buyer')]),
		...(['seller', 'buyer'] as const).map(words.byWord)
	];
	expect(all.every((w) => w.length > 1 && !w.includes('{'))).toBe(true);
	overwriteGetLocale(() => baseLocale);
});
