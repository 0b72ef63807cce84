import { CURRENCY } from '#lib/platform/country/made/country.ts';
import { LANGS } from '#lib/platform/country/lang.ts';
import { hex, type Random } from '../../../platform/ids.ts';
import type { Ask } from './ask.server.ts';
import { VendureFault } from './fault.ts';
import {
	findAdministrator,
	findChannel,
	findRole,
	findSeller,
	findStockLocation,
	type Administrator,
	type Channel,
	type Role
} from './find.server.ts';
import type { VendureNames } from './names.server.ts';
import { SELLING } from './permissions.ts';

export interface VendureAccount {
	channel: Channel;
	administrator: Administrator;
}

/**
 * Makes what is missing of an account and touches nothing that is there. The channel comes first: its code is the one name
 * that Vendure itself holds unique. Each part is looked for right before it is made.
 * @throws VendureFault
 */
export async function makeAccount(ask: Ask, names: VendureNames, random: Random): Promise<VendureAccount> {
	const { code } = names;
	const channel = (await findChannel(ask, code)) ?? (await makeChannel(ask, names));
	// By the channel first: a seller may be renamed by whoever runs Vendure.
	channel.seller ??= await giveSeller(ask, channel.id, code);
	await giveStockLocation(ask, channel.token, code);
	const standing = await findRole(ask, code);
	const role = standing ?? (await makeRole(ask, channel.id, code));
	const administrator =
		(await findAdministrator(ask, code, role, standing !== undefined)) ??
		(await makeAdministrator(ask, role, code, random));
	return { channel, administrator };
}

interface Made<T> {
	made: T;
}

async function makeChannel(ask: Ask, { code, openToken }: VendureNames): Promise<Channel> {
	const ground = await readGround(ask);
	const { made } = await ask<Made<Omit<Channel, 'seller'>>>('CreateChannel', {
		input: { code, token: openToken, ...ground }
	});
	return { ...made, seller: null };
}

/** What a channel needs and only Vendure knows. Goods of a channel stand in the default one as well, at the same number. */
async function readGround(ask: Ask) {
	const { activeChannel, globalSettings } = await ask<{
		activeChannel: {
			defaultCurrencyCode: string;
			pricesIncludeTax: boolean;
			defaultTaxZone: { id: string } | null;
			defaultShippingZone: { id: string } | null;
		};
		globalSettings: { availableLanguages: string[] };
	}>('Ground');
	const { defaultCurrencyCode, pricesIncludeTax, defaultTaxZone, defaultShippingZone } = activeChannel;
	if (defaultCurrencyCode !== CURRENCY.code)
		throw new VendureFault(
			'refused',
			`the default channel must be in ${CURRENCY.code}: ${defaultCurrencyCode}`
		);
	if (!defaultTaxZone || !defaultShippingZone)
		throw new VendureFault('refused', 'the default channel needs a tax zone and a shipping zone');
	const languages = LANGS.filter((lang) => globalSettings.availableLanguages.includes(lang));
	const [first] = languages;
	if (!first)
		throw new VendureFault('refused', 'the global settings must allow the language ' + LANGS.join(' or '));
	return {
		defaultCurrencyCode,
		availableCurrencyCodes: [CURRENCY.code],
		defaultLanguageCode: first,
		availableLanguageCodes: languages,
		pricesIncludeTax,
		defaultTaxZoneId: defaultTaxZone.id,
		defaultShippingZoneId: defaultShippingZone.id
	};
}

async function giveSeller(ask: Ask, channelId: string, code: string): Promise<{ id: string }> {
	const seller =
		(await findSeller(ask, code)) ??
		(await ask<Made<{ id: string }>>('CreateSeller', { input: { name: code } })).made;
	await ask('UpdateChannel', { input: { id: channelId, sellerId: seller.id } });
	return seller;
}

/** Made in her channel, it stands in the default one, too, where goods are sold from. */
async function giveStockLocation(ask: Ask, channel: string, code: string): Promise<void> {
	if (await findStockLocation(ask, code, channel)) return;
	await ask('CreateStockLocation', { input: { name: code } }, { channel });
}

const makeRole = async (ask: Ask, channelId: string, code: string): Promise<Role> =>
	(
		await ask<Made<Role>>('CreateRole', {
			input: { code, description: code, permissions: SELLING, channelIds: [channelId] }
		})
	).made;

/** With a password that nobody knows, and that is not kept: she has her own made when she wants to go there. */
const makeAdministrator = async (
	ask: Ask,
	role: Role,
	code: string,
	random: Random
): Promise<Administrator> =>
	(
		await ask<Made<Administrator>>('CreateAdministrator', {
			input: {
				firstName: 'Qadam',
				lastName: code,
				emailAddress: code,
				password: hex(random(32)),
				roleIds: [role.id]
			}
		})
	).made;
