/** What there is of a seller's account, by her code. */
import type { Ask } from './ask.server.ts';
import { VendureFault } from './fault.ts';
import type { Operation } from './queries.ts';

export interface Channel {
	id: string;
	token: string;
	seller: { id: string } | null;
}
export interface Role {
	id: string;
	permissions: string[];
}
export interface Administrator {
	id: string;
	/** What she logs in with; hers to change. */
	emailAddress: string;
	user: { roles: { id: string }[] };
}

async function one<T>(
	ask: Ask,
	operation: Operation,
	code: string,
	channel?: string
): Promise<T | undefined> {
	const { found } = await ask<{ found: { items: T[] } }>(operation, { code }, channel ? { channel } : {});
	// Made by somebody else, or by hand: a person has to look, and a third one would help nobody.
	if (found.items.length > 1) throw new VendureFault('refused', `${operation}: more than one of ${code}`);
	return found.items[0];
}

export const findChannel = (ask: Ask, code: string) => one<Channel>(ask, 'FindChannel', code);
export const findSeller = (ask: Ask, code: string) => one<{ id: string }>(ask, 'FindSeller', code);
export const findRole = (ask: Ask, code: string) => one<Role>(ask, 'FindRole', code);
export const findStockLocation = (ask: Ask, code: string, channel: string) =>
	one<{ id: string }>(ask, 'FindStockLocation', code, channel);

/** Administrators in one answer. */
const PAGE = 100;

/**
 * By her log-in, as it was made; or by her role, which alone cannot be changed by her, among all administrators.
 * @param everywhere look through all of them when nobody has this log-in
 */
export async function findAdministrator(
	ask: Ask,
	code: string,
	role: Role,
	everywhere: boolean
): Promise<Administrator | undefined> {
	const isHers = ({ user }: Administrator) => user.roles.some(({ id }) => id === role.id);
	const named = await one<Administrator>(ask, 'FindAdministrator', code);
	if (named && isHers(named)) return named;
	if (named) throw new VendureFault('refused', `the administrator ${code} has another role`);
	for (let skip = 0, more = everywhere; more; skip += PAGE) {
		const { found } = await ask<{ found: { items: Administrator[] } }>('ListAdministrators', {
			skip,
			take: PAGE
		});
		const hers = found.items.find(isHers);
		if (hers) return hers;
		more = found.items.length === PAGE;
	}
	return undefined;
}
