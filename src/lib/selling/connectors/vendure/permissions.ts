/** What a seller may do in her own channel of Vendure, by the names of its permissions. */

/** Her goods and their pictures, her orders, and the lists that forms of her goods offer. */
export const SELLING: readonly string[] = [
	...['Create', 'Read', 'Update', 'Delete'].flatMap((act) => [`${act}Product`, `${act}Asset`]),
	'ReadOrder',
	'UpdateOrder',
	'ReadStockLocation',
	'ReadTaxCategory',
	'ReadShippingMethod'
];

/** M5. Suspended, with orders that are on their way: she may finish them, and no more. */
export const FINISHING: readonly string[] = ['ReadOrder', 'UpdateOrder'];

/** A role that was emptied has none of it. */
export const maySell = (permissions: readonly string[]): boolean => permissions.includes('UpdateProduct');
