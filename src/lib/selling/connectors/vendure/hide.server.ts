/** A shop in Vendure, hidden and shown again (M5). Either may stop at any step and begin anew. */
import type { Db } from '../../../platform/db.server.ts';
import type { Ask } from './ask.server.ts';
import { findChannel, findRole, type Channel, type Role } from './find.server.ts';
import { readHidden, writeHidden } from './hidden.repository.server.ts';
import type { VendureNames } from './names.server.ts';
import { FINISHING, maySell, SELLING } from './permissions.ts';

interface Deps {
	ask: Ask;
	db: Db;
	learnerId: string;
	names: VendureNames;
}

/** Products in one question. */
const PAGE = 100;
/** Orders in these states need nobody any more. */
const ENDED = ['Delivered', 'Cancelled'];

/**
 * Her rights first, so that she opens nothing again behind us; then the token, by which shop fronts show her channel; then
 * her goods, which stand in the default channel as well. What is not there yet needs no hiding.
 */
export async function hideShop({ ask, db, learnerId, names }: Deps): Promise<void> {
	const channel = await findChannel(ask, names.code);
	if (!channel) return;
	const role = await findRole(ask, names.code);
	if (role && maySell(role.permissions)) await permit(ask, role, []);
	const token = await useToken(ask, channel, names.closedToken);
	for (;;) {
		const { found } = await ask<{ found: { items: { id: string }[] } }>(
			'ShownProducts',
			{ take: PAGE },
			{ channel: token }
		);
		const ids = found.items.map(({ id }) => id);
		if (!ids.length) break;
		// Noted before it is done: what is hidden and not noted would stay hidden.
		await writeHidden(db, learnerId, [...new Set([...(await readHidden(db, learnerId)), ...ids])]);
		await show(ask, ids, false, token);
	}
	if (role) await letFinish(ask, role, token);
}

/** M5. Open orders can be finished; where there are none, she has no rights at all. */
async function letFinish(ask: Ask, role: Role, channel: string): Promise<void> {
	const { found } = await ask<{ found: { totalItems: number } }>('OpenOrders', { ended: ENDED }, { channel });
	if (found.totalItems) await permit(ask, role, FINISHING);
}

/** The other way round: her rights last, when all stands as it stood. */
export async function showShop({ ask, db, learnerId, names }: Deps): Promise<void> {
	const channel = await findChannel(ask, names.code);
	if (!channel) return;
	const hidden = await readHidden(db, learnerId);
	for (let at = 0; at < hidden.length; at += PAGE) {
		const ids = hidden.slice(at, at + PAGE);
		// One that was deleted meanwhile would fail the whole question.
		const { found } = await ask<{ found: { items: { id: string }[] } }>(
			'HeldProducts',
			{ ids, take: PAGE },
			{ channel: channel.token }
		);
		const held = found.items.map(({ id }) => id);
		if (held.length) await show(ask, held, true, channel.token);
	}
	if (hidden.length) await writeHidden(db, learnerId, []);
	// A token that somebody else gave it stays.
	if (channel.token === names.closedToken) await useToken(ask, channel, names.openToken);
	const role = await findRole(ask, names.code);
	if (role && !maySell(role.permissions)) await permit(ask, role, SELLING);
}

const permit = (ask: Ask, { id }: Role, permissions: readonly string[]) =>
	ask('UpdateRole', { input: { id, permissions } });

const show = (ask: Ask, ids: readonly string[], enabled: boolean, channel: string) =>
	ask('ShowProducts', { input: ids.map((id) => ({ id, enabled })) }, { channel });

async function useToken(ask: Ask, channel: Channel, token: string): Promise<string> {
	if (channel.token !== token) await ask('UpdateChannel', { input: { id: channel.id, token } });
	return token;
}
