/**
 * A Vendure for the contract suites: the part of its Admin API that we ask, with its manners. Errors come with status 200,
 * only a channel's code and token are unique, and between a look and a write other requests are let in. The lane
 * `npm run test:vendure` holds the same scenes against a real one.
 */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { VendureEnv } from '../../../platform/env.server.ts';
import type { Operation } from './queries.ts';

interface FakeChannel {
	id: string;
	code: string;
	token: string;
	seller: { id: string } | null;
}
interface FakeProduct {
	id: string;
	channel: string;
	enabled: boolean;
}

/** What becomes of one question. */
export type Fate =
	| 'answered'
	/** Done, and the answer is lost on the way. */
	| 'lost'
	/** Not even heard. */
	| 'unheard'
	/** Never answered and never done. */
	| 'silent'
	| number;

export const SUPERADMIN = { user: 'superadmin', password: 'only-for-tests' };

export async function fakeVendure() {
	const f = {
		port: 0,
		channels: [{ id: '1', code: '__default_channel__', token: 'default', seller: null }] as FakeChannel[],
		sellers: [] as { id: string; name: string }[],
		locations: [] as { id: string; name: string; channel: string }[],
		roles: [] as { id: string; code: string; permissions: string[]; channelIds: string[] }[],
		administrators: [] as { id: string; emailAddress: string; password: string; roleIds: string[] }[],
		products: [] as FakeProduct[],
		/** Open orders by channel id. */
		orders: new Map<string, number>(),
		currency: 'PKR',
		bearer: true,
		sessions: new Set<string>(),
		/** Every question in the order in which it came. */
		asked: [] as Operation[],
		fate: (_operation: Operation, _n: number): Fate => 'answered',
		/** A product as she would make it. */
		sell(code: string): FakeProduct {
			const product = { id: String(++ids), channel: f.channel(code)!.id, enabled: true };
			f.products.push(product);
			return product;
		},
		channel: (code: string) => f.channels.find((c) => c.code === code),
		role: (code: string) => f.roles.find((r) => r.code === code),
		count: (code: string) => ({
			channels: f.channels.filter((c) => c.code === code).length,
			sellers: f.sellers.filter((s) => s.name === code).length,
			locations: f.locations.filter((l) => l.name === code).length,
			roles: f.roles.filter((r) => r.code === code).length,
			administrators: f.administrators.filter((a) => a.emailAddress === code).length
		}),
		env: (): VendureEnv => ({
			url: `http://127.0.0.1:${f.port}/admin-api`,
			...SUPERADMIN,
			dashboard: 'https://market.example/dashboard',
			from: 'ready'
		}),
		close: () => {
			server.closeAllConnections();
			server.close();
		}
	};
	let ids = 1;
	const made = <T extends { id: string }>(list: T[], row: Omit<T, 'id'>): T => {
		const whole = { id: String(++ids), ...row } as T;
		list.push(whole);
		return whole;
	};
	const fault = (code: string, message = '') => ({ errors: [{ message, extensions: { code } }], data: null });
	const taken = fault('INTERNAL_SERVER_ERROR', 'SQLITE_CONSTRAINT: UNIQUE constraint failed: channel.code');

	type Variables = Record<string, string> & { input: never };
	const found = (items: unknown[]) => ({ data: { found: { items, totalItems: items.length } } });
	const seen = (a: (typeof f.administrators)[number]) => ({
		id: a.id,
		emailAddress: a.emailAddress,
		user: { roles: a.roleIds.map((id) => ({ id })) }
	});

	/** Every answer but those about sessions. */
	const answers: Record<
		Exclude<Operation, 'Login'>,
		(variables: Variables, channel: FakeChannel) => object | Promise<object>
	> = {
		Ground: () => ({
			data: {
				activeChannel: {
					defaultCurrencyCode: f.currency,
					pricesIncludeTax: true,
					defaultTaxZone: { id: '1' },
					defaultShippingZone: { id: '1' }
				},
				globalSettings: { availableLanguages: ['en', 'ur'] }
			}
		}),
		FindChannel: ({ code }) => found(f.channels.filter((c) => c.code === code)),
		CreateChannel: ({ input }) => {
			const { code, token } = input as FakeChannel;
			if (f.channels.some((c) => c.code === code || c.token === token)) return taken;
			return { data: { made: made(f.channels, { code, token, seller: null }) } };
		},
		UpdateChannel: ({ input }) => {
			const { id, token, sellerId } = input as { id: string; token?: string; sellerId?: string };
			const channel = f.channels.find((c) => c.id === id)!;
			if (token) channel.token = token;
			if (sellerId) channel.seller = { id: sellerId };
			return { data: { made: channel } };
		},
		FindSeller: ({ code }) => found(f.sellers.filter((s) => s.name === code)),
		CreateSeller: ({ input }) => ({
			data: { made: made(f.sellers, { name: (input as { name: string }).name }) }
		}),
		FindStockLocation: ({ code }, channel) =>
			found(f.locations.filter((l) => l.name === code && l.channel === channel.id)),
		CreateStockLocation: ({ input }, channel) => ({
			data: { made: made(f.locations, { name: (input as { name: string }).name, channel: channel.id }) }
		}),
		FindRole: ({ code }) => found(f.roles.filter((r) => r.code === code)),
		CreateRole: ({ input }) => ({ data: { made: made(f.roles, input as (typeof f.roles)[number]) } }),
		UpdateRole: ({ input }) => {
			const { id, permissions } = input as { id: string; permissions: string[] };
			const role = f.roles.find((r) => r.id === id)!;
			role.permissions = ['Authenticated', ...permissions];
			return { data: { made: role } };
		},
		FindAdministrator: ({ code }) => found(f.administrators.filter((a) => a.emailAddress === code).map(seen)),
		ListAdministrators: ({ skip, take }) =>
			found(f.administrators.slice(Number(skip), Number(skip) + Number(take)).map(seen)),
		CreateAdministrator: async ({ input }) => {
			const { emailAddress, password, roleIds } = input as (typeof f.administrators)[number];
			const there = f.administrators.some((a) => a.emailAddress === emailAddress);
			// The password is hashed here, and the column is not unique.
			await sleep(20);
			if (there) return fault('USER_INPUT_ERROR', 'an administrator has this address');
			return { data: { made: seen(made(f.administrators, { emailAddress, password, roleIds })) } };
		},
		SetPassword: ({ id, password }) => {
			const administrator = f.administrators.find((a) => a.id === id)!;
			administrator.password = password!;
			return { data: { made: administrator } };
		},
		ShownProducts: (_, channel) => found(f.products.filter((p) => p.enabled && p.channel === channel.id)),
		HeldProducts: ({ ids: held }, channel) =>
			found(f.products.filter((p) => held!.includes(p.id) && p.channel === channel.id)),
		ShowProducts: ({ input }) => {
			for (const { id, enabled } of input as FakeProduct[])
				f.products.find((p) => p.id === id)!.enabled = enabled;
			return { data: { made: input } };
		},
		OpenOrders: (_, channel) => ({ data: { found: { totalItems: f.orders.get(channel.id) ?? 0 } } })
	};

	const login = ({ username, password }: Variables, response: ServerResponse): object => {
		if (username !== SUPERADMIN.user || password !== SUPERADMIN.password)
			return {
				data: {
					login: {
						__typename: 'InvalidCredentialsError',
						errorCode: 'INVALID_CREDENTIALS_ERROR',
						message: 'no'
					}
				}
			};
		const token = `session-${++ids}`;
		f.sessions.add(token);
		if (f.bearer) response.setHeader('vendure-auth-token', token);
		return { data: { login: { __typename: 'CurrentUser', id: '1' } } };
	};

	const server = createServer(async (request, response) => {
		let text = '';
		for await (const chunk of request) text += String(chunk);
		const { operationName, variables } = JSON.parse(text) as {
			operationName: Operation;
			variables: Variables;
		};
		f.asked.push(operationName);
		const fate = f.fate(operationName, f.asked.length);
		if (fate === 'silent') return;
		if (fate === 'unheard') return void request.socket.destroy();
		if (typeof fate === 'number') return void response.writeHead(fate).end('<html>');
		await sleep(1);
		const token = String(request.headers.authorization ?? '').replace('Bearer ', '');
		const about = request.headers['vendure-token'];
		const channel = about === undefined ? f.channels[0] : f.channels.find((c) => c.token === about);
		const answer =
			operationName === 'Login'
				? login(variables, response)
				: !f.sessions.has(token)
					? fault('FORBIDDEN', 'You are not currently authorized to perform this action')
					: !channel
						? fault('CHANNEL_NOT_FOUND')
						: await answers[operationName](variables, channel);
		if (fate === 'lost') return void request.socket.destroy();
		response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	f.port = (server.address() as AddressInfo).port;
	return f;
}

export type FakeVendure = Awaited<ReturnType<typeof fakeVendure>>;
