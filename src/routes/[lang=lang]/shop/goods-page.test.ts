import { expect, test } from 'vitest';
import { GOODS_A_PAGE, goodsPage, goodsPath, pageOfGood } from './goods-page.ts';

const goods = (n: number) => Array.from({ length: n }, (_, i) => i);

test.each([0, 1, GOODS_A_PAGE, GOODS_A_PAGE + 1, 60])(
	'of %i goods each stands on one page, in order',
	(n) => {
		const pages = goodsPage(goods(n), null)!.pages;
		const all = goods(pages).flatMap((i) => goodsPage(goods(n), String(i + 1))!.goods);
		expect(all).toEqual(goods(n));
		for (const i of all) expect(goodsPage(all, String(pageOfGood(i)))!.goods).toContain(i);
	}
);

test.each(['0', '4', '-1', '1.5', '01', '', 'two', '99999999999999999999'])('there is no page %j', (asked) =>
	expect(goodsPage(goods(60), asked)).toBeUndefined()
);

test('the first page is the shop itself', () => {
	expect(goodsPath('shabana', 1)).toBe('/shop/shabana');
	expect(goodsPath('shabana', 2)).toBe('/shop/shabana?page=2');
});
