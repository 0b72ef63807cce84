import type { Clock } from '../platform/clock.ts';
import type { Db } from '../platform/db.server.ts';
import { readSellersOrders, type SellersOrder } from './read-orders.server.ts';
import { readOwnShop, type OwnShop } from './read-shop.server.ts';

const ORDERS = 50;

/** Her shop desk: what /sell and /sell/orders show her, with no more of her buyers than stands there. */
export interface Desk {
	shop: OwnShop;
	/** The newest, open and over. */
	orders: SellersOrder[];
	/** When it was read, the server's clock. */
	at: number;
}

/** @returns undefined without a shop */
export async function readDesk(
	services: { db: Db; clock: Clock; env: { shopsOpen: boolean } },
	learnerId: string
): Promise<Desk | undefined> {
	const shop = await readOwnShop(services, learnerId);
	if (!shop) return undefined;
	const { open, over } = await readSellersOrders(services, learnerId);
	const orders = [...open, ...over].sort((a, b) => b.createdAt - a.createdAt || b.number - a.number);
	return { shop, orders: orders.slice(0, ORDERS), at: services.clock() };
}
