/**
 * The doors of programs as OpenAPI 3.1, written by hand: what is promised stands here in words, and a test holds every
 * answer of the doors against it, so that neither moves without the other.
 */
import { LANGS, inBoth } from '#lib/platform/country/lang.ts';
import { FILE_BYTES_MAX, REASONS, VERDICTS } from '../badges/index.ts';

const HEX_64 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const SELLER = { type: 'string', format: 'uuid' } as const;
/** A picture that carries a credential, or a photo of a badge’s QR code. */
const BYTES = { type: 'string', contentMediaType: 'application/octet-stream' } as const;
const MOMENT = { type: 'string', format: 'date-time' } as const;

const problemAnswer = (description: string) => ({
	description,
	content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } }
});
const answer = (schema: string, description: string, type = 'application/json') => ({
	description,
	content: { [type]: { schema: { $ref: `#/components/schemas/${schema}` } } }
});

/** What every door of partners may answer before it looks at anything else. */
const OF_EVERY_KEY = {
	'401': problemAnswer('`no-key`: the key is missing, unknown, ended, or its partner was stopped.'),
	'403': problemAnswer('`no-scope`: this partner may not do this.'),
	'429': problemAnswer('`too-often`: wait as `Retry-After` says (seconds).')
};

const path = (name: string, schema: object, description: string) => ({
	name,
	in: 'path',
	required: true,
	schema,
	description
});
const query = (name: string, schema: object, description: string) => ({
	name,
	in: 'query',
	schema,
	description
});

/** Somebody or something of a badge: each member is there, a name may be missing. */
const named = (members: Record<string, object>) => ({
	type: 'object',
	properties: { ...members, name: { type: ['string', 'null'] } },
	required: [...Object.keys(members), 'name'],
	additionalProperties: false
});

/** @param origin public address of the installation */
export const openApi = (origin: string) => ({
	openapi: '3.1.1',
	info: {
		title: 'Qadam',
		version: '1',
		summary: 'Badges that anybody can verify, and “Continue with badge” for partners.',
		description:
			'Refusals are problem details (RFC 9457); the last part of `type` is a tag that stays. New members may be added to answers, and new tags to refusals.',
		license: { name: 'Apache 2.0', identifier: 'Apache-2.0' }
	},
	servers: [{ url: origin }],
	tags: [
		{ name: 'partners', description: 'Server to server, with a key. How to begin: docs/partners.md.' },
		{ name: 'badges', description: 'For everybody, without a key.' }
	],
	paths: {
		'/{lang}/claim/{partner}': {
			get: {
				operationId: 'askForBadge',
				tags: ['partners'],
				summary:
					'The page on her phone: who asks, and what would be told. A link, never fetched by a program.',
				security: [],
				parameters: [
					path('lang', { type: 'string', enum: LANGS }, 'Language of the page.'),
					path('partner', { type: 'string', pattern: '^[a-z][a-z0-9-]{1,39}$' }, 'The partner’s word.'),
					query(
						'return',
						{ type: 'string', format: 'uri', maxLength: 500 },
						'Button: where her answer goes, at one of the partner’s origins. Comes back with `claim` or `declined=1`, and `state`.'
					),
					query('state', { type: 'string', maxLength: 200 }, 'Button: comes back unchanged; visible ASCII.'),
					query(
						'challenge',
						{ type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
						'Button: base64url of the SHA-256 of a verifier that the partner keeps (RFC 7636, S256).'
					),
					query('request', HEX_64, 'QR: the request of the computer that waits; then nothing else is needed.')
				],
				responses: {
					'200': { description: 'The page.', content: { 'text/html': {} } },
					'400': { description: 'The link is broken.', content: { 'text/html': {} } },
					'404': { description: 'No such partner.', content: { 'text/html': {} } }
				}
			}
		},
		'/api/partner/requests': {
			post: {
				operationId: 'openRequest',
				tags: ['partners'],
				summary: 'A computer begins to wait for her answer: show `scan` as a QR.',
				responses: { '201': answer('OpenedRequest', 'It holds for ten minutes.'), ...OF_EVERY_KEY }
			}
		},
		'/api/partner/requests/{request}': {
			get: {
				operationId: 'readRequest',
				tags: ['partners'],
				summary: 'How far a request is. Ask every two or three seconds.',
				parameters: [path('request', HEX_64, 'As it was opened.')],
				responses: {
					'200': answer('RequestState', 'Redeem it once it is `allowed`.'),
					...OF_EVERY_KEY,
					'404': problemAnswer('`unknown-request`: none of this partner.')
				}
			}
		},
		'/api/partner/claims/redeem': {
			post: {
				operationId: 'redeemClaim',
				tags: ['partners'],
				summary: 'Takes over, once, what she allowed.',
				requestBody: {
					required: true,
					content: { 'application/json': { schema: { $ref: '#/components/schemas/Redeeming' } } }
				},
				responses: {
					'200': answer('Told', 'What she allowed, as it stands now.'),
					...OF_EVERY_KEY,
					'400': problemAnswer('`not-json`'),
					'403': problemAnswer('`no-scope`, or `verifier`: it does not belong to the challenge.'),
					'404': problemAnswer('`unknown-claim`: none of this partner, or she has been forgotten.'),
					'409': problemAnswer(
						'`redeemed`: it is good once. `badge-not-active`: taken back or suspended in between.'
					),
					'410': problemAnswer('`expired`: after ten minutes. `withdrawn`: by her.'),
					'413': problemAnswer('`too-large`'),
					'422': problemAnswer('`bad-claim`: not the agreed shape.'),
					'503': problemAnswer('`not-signed-yet`: this installation may not sign yet.')
				}
			}
		},
		'/api/partner/sellers/{seller}/status': {
			get: {
				operationId: 'readSellerStatus',
				tags: ['partners'],
				summary: 'How the badge stands that she showed last.',
				parameters: [path('seller', SELLER, 'The id that this partner knows her by.')],
				responses: {
					'200': answer('SellerStatus', 'Neither name nor number is told again.'),
					...OF_EVERY_KEY,
					'404': problemAnswer('`unknown-seller`'),
					'410': problemAnswer('`withdrawn`: she has withdrawn what she had allowed.')
				}
			}
		},
		'/api/verify': {
			post: {
				operationId: 'verifyBadge',
				tags: ['badges'],
				summary: 'Checks any badge. Whatever is brought has a verdict; nothing is fetched.',
				description: `Of this installation and of issuers that it lists. At most ${FILE_BYTES_MAX} bytes, of which 65536 are the credential.`,
				security: [],
				requestBody: {
					required: true,
					content: {
						'application/json': {
							schema: {
								description: 'The credential itself, or where its public page is.',
								anyOf: [
									{
										type: 'object',
										properties: { address: { type: 'string' } },
										required: ['address'],
										additionalProperties: false
									},
									{ $ref: '#/components/schemas/Credential' }
								]
							}
						},
						'text/plain': {
							schema: { type: 'string', description: 'A credential, or the address of a badge of ours.' }
						},
						'image/png': { schema: BYTES },
						'image/jpeg': { schema: BYTES },
						'image/svg+xml': { schema: BYTES },
						'multipart/form-data': {
							schema: { type: 'object', properties: { file: BYTES }, required: ['file'] }
						}
					}
				},
				responses: {
					'200': answer('Verdict', 'Also of what is no badge, forged or taken back.'),
					'400': problemAnswer('`empty`'),
					'413': problemAnswer('`too-large`'),
					'429': problemAnswer('`too-often`: wait as `Retry-After` says (seconds).')
				}
			}
		},
		'/credentials/{award}': {
			get: {
				operationId: 'readCredential',
				tags: ['badges'],
				summary: 'A badge: Open Badges 3.0, eddsa-rdfc-2022.',
				security: [],
				parameters: [path('award', { type: 'string' }, 'Id of the award.')],
				responses: {
					'200': answer(
						'Credential',
						'Also of a badge that was taken back: its status list says so.',
						'application/vc+ld+json'
					),
					'404': problemAnswer('`no-such-badge`'),
					'503': problemAnswer('`not-signed-yet`')
				}
			}
		},
		'/status/{list}': {
			get: {
				operationId: 'readStatusList',
				tags: ['badges'],
				summary: 'A signed Bitstring Status List.',
				security: [],
				parameters: [path('list', { type: 'string' }, 'As the credential names it.')],
				responses: {
					'200': answer('Credential', 'Ask again after a minute.', 'application/vc+ld+json'),
					'404': problemAnswer('`no-such-list`')
				}
			}
		},
		'/achievements/{badge}': {
			get: {
				operationId: 'readAchievement',
				tags: ['badges'],
				summary: 'What a badge stands for.',
				security: [],
				parameters: [path('badge', { type: 'string' }, 'Its id, such as `seller-ready`.')],
				responses: {
					'200': answer('Thing', 'An Open Badges 3.0 Achievement.', 'application/ld+json'),
					'404': problemAnswer('`no-such-badge`')
				}
			}
		},
		'/.well-known/did.json': {
			get: {
				operationId: 'readIssuerKeys',
				tags: ['badges'],
				summary: 'The issuer’s keys (did:web), old ones included.',
				security: [],
				responses: { '200': answer('Thing', 'A DID document.', 'application/did+ld+json') }
			}
		},
		'/api/openapi.json': {
			get: {
				operationId: 'readOpenApi',
				tags: ['badges'],
				summary: 'This document.',
				security: [],
				responses: { '200': answer('Thing', 'OpenAPI 3.1.') }
			}
		}
	},
	security: [{ key: [] }],
	components: {
		securitySchemes: {
			key: {
				type: 'http',
				scheme: 'bearer',
				description: 'A key of the partner; of servers only, never in a browser.'
			}
		},
		schemas: {
			Redeeming: {
				oneOf: [
					{
						type: 'object',
						description: 'By a button: the claim that came back, and the verifier of its challenge.',
						properties: {
							claim: HEX_64,
							verifier: { type: 'string', pattern: '^[A-Za-z0-9_.~-]{43,128}$' }
						},
						required: ['claim', 'verifier'],
						additionalProperties: false
					},
					{
						type: 'object',
						description: 'By a QR: the request of the computer that waited.',
						properties: { request: HEX_64 },
						required: ['request'],
						additionalProperties: false
					}
				]
			},
			Told: {
				type: 'object',
				properties: {
					seller: { ...SELLER, description: 'The same each time at this partner, another at each other.' },
					badge: { type: 'string', examples: ['seller-ready'] },
					status: { const: 'active' },
					credential: { $ref: '#/components/schemas/Credential' },
					name: { type: ['string', 'null'], description: 'Only while she shows it on the badge’s page.' },
					contact: {
						description: 'Only where the partner may ask and she ticked it.',
						oneOf: [
							{ type: 'null' },
							{
								type: 'object',
								properties: { phone: { type: 'string', pattern: '^\\+[1-9][0-9]{6,14}$' } },
								required: ['phone']
							}
						]
					},
					allowedAt: MOMENT
				},
				required: ['seller', 'badge', 'status', 'credential', 'name', 'contact', 'allowedAt']
			},
			SellerStatus: {
				type: 'object',
				properties: {
					seller: SELLER,
					badge: { type: 'string' },
					status: { enum: ['active', 'revoked', 'suspended'] },
					credential: { type: 'string', format: 'uri' }
				},
				required: ['seller', 'badge', 'status', 'credential']
			},
			OpenedRequest: {
				type: 'object',
				properties: {
					request: {
						...HEX_64,
						description: 'Keep it with the visitor’s session; whoever holds it and a key redeems.'
					},
					scan: {
						type: 'object',
						description: 'For the QR, by the language of her page.',
						properties: inBoth(() => ({ type: 'string', format: 'uri' })),
						required: LANGS
					},
					expiresAt: MOMENT
				},
				required: ['request', 'scan', 'expiresAt']
			},
			RequestState: {
				type: 'object',
				properties: {
					state: { enum: ['waiting', 'allowed', 'declined', 'redeemed', 'expired'] },
					expiresAt: MOMENT
				},
				required: ['state', 'expiresAt']
			},
			Credential: {
				type: 'object',
				description:
					'A Verifiable Credential (Data Model 2.0). Verify it as such; members are not listed here.',
				properties: {
					'@context': { type: 'array' },
					id: { type: 'string', format: 'uri' },
					type: { type: 'array', items: { type: 'string' } },
					proof: { type: 'array' }
				},
				required: ['@context', 'id', 'type', 'proof']
			},
			Verdict: {
				type: 'object',
				properties: {
					verdict: {
						enum: VERDICTS,
						description:
							'`valid` alone means: signed by a known issuer, and it stands. `foreign`: of an issuer that is not listed here, so nothing was checked.'
					},
					checkedAt: { ...MOMENT, description: 'A verdict is of its moment.' },
					reason: { enum: [...REASONS, null], description: 'Why, where it is not simply valid.' },
					about: {
						type: ['string', 'null'],
						description: 'What the reason is about, in the words of whoever wrote the file: never trusted.'
					},
					checks: {
						type: 'object',
						properties: {
							issuer: { enum: ['own', 'listed', 'foreign', null] },
							signature: { enum: ['holds', 'fails', null] },
							key: { type: ['string', 'null'], description: 'Public key (multibase) of the signature.' },
							standing: { enum: ['active', 'revoked', 'suspended', 'none', 'unknown', null] }
						},
						required: ['issuer', 'signature', 'key', 'standing'],
						additionalProperties: false
					},
					badge: {
						description: 'As it was signed; null where the signature does not hold.',
						oneOf: [
							{ type: 'null' },
							{
								type: 'object',
								properties: {
									id: { type: 'string' },
									issuer: named({ id: { type: 'string' } }),
									achievement: named({
										id: { type: 'string' },
										description: { type: ['string', 'null'] },
										criteria: { type: ['string', 'null'] }
									}),
									validFrom: MOMENT,
									validUntil: { oneOf: [{ type: 'null' }, MOMENT] }
								},
								required: ['id', 'issuer', 'achievement', 'validFrom', 'validUntil'],
								additionalProperties: false
							}
						]
					},
					publicPage: {
						description: 'Of a badge of this installation.',
						oneOf: [{ type: 'null' }, { type: 'string', format: 'uri' }]
					},
					holder: { type: ['string', 'null'], description: 'Only while she shows her name on that page.' }
				},
				required: ['verdict', 'checkedAt', 'reason', 'about', 'checks', 'badge', 'publicPage', 'holder'],
				additionalProperties: false
			},
			Thing: { type: 'object' },
			Problem: {
				type: 'object',
				properties: {
					type: { type: 'string', description: '`/problems/` and the tag.' },
					title: { type: 'string' },
					status: { type: 'integer' },
					detail: { type: 'string' }
				},
				required: ['type', 'title', 'status']
			}
		}
	}
});
