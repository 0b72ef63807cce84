import { below } from '#lib/platform/country/lang.ts';

/**
 * Doors of her own shop: whatever is sent there changes it, also doors that come later. And what she allows a partner, which
 * may open a shop for her elsewhere.
 */
const SHOP = below(/\/(?:sell|claim)(?:\/|$)/);

/**
 * K3. Whether a request changes a shop, and so needs a session that her secret opened: a phone that lies open in the house
 * shows her orders, and changes nothing of them.
 */
export const changesShop = (method: string, path: string): boolean =>
	!['GET', 'HEAD', 'OPTIONS'].includes(method) && SHOP.test(path);
