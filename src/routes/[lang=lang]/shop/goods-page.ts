/** A shop page carries no more goods than fit the budget of its bytes with the longest names; the others lie on pages behind. */
export const GOODS_A_PAGE = 24;

export interface GoodsPage<T> {
	goods: T[];
	/** From 1 on. */
	page: number;
	pages: number;
}

/**
 * @param asked `page` of the address, or null
 * @returns undefined where there is no such page: it never was, or goods went since
 */
export function goodsPage<T>(all: readonly T[], asked: string | null): GoodsPage<T> | undefined {
	const pages = Math.max(1, Math.ceil(all.length / GOODS_A_PAGE));
	const page = asked === null ? 1 : /^[1-9]\d{0,3}$/.test(asked) ? Number(asked) : 0;
	if (page < 1 || page > pages) return undefined;
	return { goods: all.slice((page - 1) * GOODS_A_PAGE, page * GOODS_A_PAGE), page, pages };
}

/** The first page is the shop itself, without a number. */
export const goodsPath = (handle: string, page: number): string =>
	`/shop/${handle}${page > 1 ? `?page=${page}` : ''}`;

/** The page of a shop on which its nth thing stands; from 0 on. */
export const pageOfGood = (index: number): number => Math.floor(index / GOODS_A_PAGE) + 1;
