/** People at Vendure's doors: its operator, a seller with her password, a buyer in a shop front. Straight, not by our connector. */
import { SUPERADMIN } from './engine.ts';

interface Answer<T> {
	data: T | null;
	errors?: { message: string; extensions?: { code?: string } }[];
}

export interface Person {
	/** @throws when Vendure has an error to tell */
	ask<T>(query: string, variables?: object, channel?: string): Promise<T>;
	/** @returns the code of the error, or null */
	fault(query: string, variables?: object, channel?: string): Promise<string | null>;
}

function person(port: number, api: 'admin-api' | 'shop-api', token?: string): Person {
	const send = async <T>(query: string, variables: object, channel?: string): Promise<Answer<T>> => {
		const response = await fetch(`http://127.0.0.1:${port}/${api}`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				...(token && { authorization: `Bearer ${token}` }),
				...(channel && { 'vendure-token': channel })
			},
			body: JSON.stringify({ query, variables })
		});
		return (await response.json()) as Answer<T>;
	};
	return {
		async ask<T>(query: string, variables = {}, channel?: string) {
			const { data, errors } = await send<T>(query, variables, channel);
			if (errors?.length || !data) throw new Error(JSON.stringify(errors));
			return data;
		},
		async fault(query, variables = {}, channel) {
			const { errors } = await send(query, variables, channel);
			return errors?.length ? (errors[0]!.extensions?.code ?? errors[0]!.message) : null;
		}
	};
}

export const buyer = (port: number): Person => person(port, 'shop-api');

/** @returns undefined when name or password are wrong */
export async function logIn(
	port: number,
	{ user, password }: { user: string; password: string }
): Promise<(Person & { channels: { code: string; token: string }[] }) | undefined> {
	const response = await fetch(`http://127.0.0.1:${port}/admin-api`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			query: `mutation ($user: String!, $password: String!) {
				login(username: $user, password: $password) { __typename ... on CurrentUser { channels { code token } } }
			}`,
			variables: { user, password }
		})
	});
	const { data } = (await response.json()) as Answer<{
		login: { __typename: string; channels: { code: string; token: string }[] };
	}>;
	const token = response.headers.get('vendure-auth-token');
	if (data?.login.__typename !== 'CurrentUser' || !token) return undefined;
	return { ...person(port, 'admin-api', token), channels: data.login.channels };
}

/** The operator, who has made ready what docs/operations.md asks for: rupees, both languages, zones, a tax. */
export async function readyOperator(port: number): Promise<Person> {
	const operator = await logIn(port, SUPERADMIN);
	if (!operator) throw new Error('the superadmin cannot log in');
	const { ask } = operator;
	await ask('mutation { updateGlobalSettings(input: { availableLanguages: [en, ur] }) { __typename } }');
	const { createCountry } = await ask<{ createCountry: { id: string } }>(
		`mutation { createCountry(input: { code: "PK", enabled: true, translations: [{ languageCode: en, name: "Pakistan" }] }) { id } }`
	);
	const { createZone } = await ask<{ createZone: { id: string } }>(
		'mutation ($country: ID!) { createZone(input: { name: "Pakistan", memberIds: [$country] }) { id } }',
		{ country: createCountry.id }
	);
	const { createTaxCategory } = await ask<{ createTaxCategory: { id: string } }>(
		'mutation { createTaxCategory(input: { name: "Goods", isDefault: true }) { id } }'
	);
	const zone = createZone.id;
	await ask(
		`mutation ($zone: ID!, $category: ID!) {
			createTaxRate(input: { name: "None", enabled: true, value: 0, categoryId: $category, zoneId: $zone }) { id }
		}`,
		{ zone, category: createTaxCategory.id }
	);
	const { activeChannel } = await ask<{ activeChannel: { id: string } }>('{ activeChannel { id } }');
	await ask(
		`mutation ($id: ID!, $zone: ID!) {
			updateChannel(input: {
				id: $id, defaultCurrencyCode: PKR, availableCurrencyCodes: [PKR], pricesIncludeTax: true,
				defaultTaxZoneId: $zone, defaultShippingZoneId: $zone
			}) { __typename }
		}`,
		{ id: activeChannel.id, zone }
	);
	return operator;
}
