import { didDocument } from '#lib/badges/index.ts';
import { readKeys } from '#lib/badges/index.server.ts';
import { jsonLd } from '#lib/platform/json-ld.server.ts';
import type { RequestHandler } from './$types';

/** The issuer's keys (did:web), old ones included (B3). */
export const GET: RequestHandler = async ({ locals: { services } }) => {
	const { env, clock } = services;
	const keys = await readKeys(env.dataDir, clock());
	return jsonLd(
		didDocument(
			env.origin,
			keys.map((key) => key.publicKeyMultibase)
		),
		300,
		'application/did+ld+json'
	);
};
