/** Everything that is asked of Vendure's Admin API (3.7), by the name of the operation. */
export const queries = {
	Login: `mutation Login($username: String!, $password: String!) {
		login(username: $username, password: $password) { __typename ... on CurrentUser { id } ... on ErrorResult { errorCode message } }
	}`,
	Ground: `query Ground {
		activeChannel { defaultCurrencyCode pricesIncludeTax defaultTaxZone { id } defaultShippingZone { id } }
		globalSettings { availableLanguages }
	}`,

	FindChannel: `query FindChannel($code: String!) {
		found: channels(options: { filter: { code: { eq: $code } }, take: 2 }) { items { id token seller { id } } }
	}`,
	CreateChannel: `mutation CreateChannel($input: CreateChannelInput!) {
		made: createChannel(input: $input) { __typename ... on Channel { id token } ... on ErrorResult { errorCode message } }
	}`,
	UpdateChannel: `mutation UpdateChannel($input: UpdateChannelInput!) {
		made: updateChannel(input: $input) { __typename ... on Channel { id token } ... on ErrorResult { errorCode message } }
	}`,

	FindSeller: `query FindSeller($code: String!) {
		found: sellers(options: { filter: { name: { eq: $code } }, take: 2 }) { items { id } }
	}`,
	CreateSeller: `mutation CreateSeller($input: CreateSellerInput!) { made: createSeller(input: $input) { id } }`,

	FindStockLocation: `query FindStockLocation($code: String!) {
		found: stockLocations(options: { filter: { name: { eq: $code } }, take: 2 }) { items { id } }
	}`,
	CreateStockLocation: `mutation CreateStockLocation($input: CreateStockLocationInput!) {
		made: createStockLocation(input: $input) { id }
	}`,

	FindRole: `query FindRole($code: String!) {
		found: roles(options: { filter: { code: { eq: $code } }, take: 2 }) { items { id permissions } }
	}`,
	CreateRole: `mutation CreateRole($input: CreateRoleInput!) { made: createRole(input: $input) { id permissions } }`,
	UpdateRole: `mutation UpdateRole($input: UpdateRoleInput!) { made: updateRole(input: $input) { id permissions } }`,

	FindAdministrator: `query FindAdministrator($code: String!) {
		found: administrators(options: { filter: { emailAddress: { eq: $code } }, take: 2 }) {
			items { id emailAddress user { roles { id } } }
		}
	}`,
	ListAdministrators: `query ListAdministrators($skip: Int!, $take: Int!) {
		found: administrators(options: { sort: { id: ASC }, skip: $skip, take: $take }) {
			items { id emailAddress user { roles { id } } }
		}
	}`,
	CreateAdministrator: `mutation CreateAdministrator($input: CreateAdministratorInput!) {
		made: createAdministrator(input: $input) { id emailAddress user { roles { id } } }
	}`,
	SetPassword: `mutation SetPassword($id: ID!, $password: String!) {
		made: updateAdministrator(input: { id: $id, password: $password }) { id emailAddress }
	}`,

	ShownProducts: `query ShownProducts($take: Int!) {
		found: products(options: { filter: { enabled: { eq: true } }, sort: { id: ASC }, take: $take }) { items { id } }
	}`,
	HeldProducts: `query HeldProducts($ids: [String!]!, $take: Int!) {
		found: products(options: { filter: { id: { in: $ids } }, take: $take }) { items { id } }
	}`,
	ShowProducts: `mutation ShowProducts($input: [UpdateProductInput!]!) { made: updateProducts(input: $input) { id } }`,
	OpenOrders: `query OpenOrders($ended: [String!]!) {
		found: orders(options: { filter: { active: { eq: false }, state: { notIn: $ended } }, take: 1 }) { totalItems }
	}`
} as const;

export type Operation = keyof typeof queries;

/** Nothing of hers is made or changed by it. */
export const onlyReads = (operation: Operation): boolean =>
	operation === 'Login' || queries[operation].startsWith('query');
