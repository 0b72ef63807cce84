import { hex } from './ids.ts';

const utf8 = new TextEncoder();

/** SHA-256 on the phone and on the server. */
export const sha256 = async (data: string | Uint8Array): Promise<Uint8Array> =>
	new Uint8Array(
		await crypto.subtle.digest(
			'SHA-256',
			(typeof data === 'string' ? utf8.encode(data) : data) as Uint8Array<ArrayBuffer>
		)
	);

export const sha256Hex = async (data: string | Uint8Array): Promise<string> => hex(await sha256(data));

/** JSON with sorted keys: equal values give equal text, so bodies can be compared by hash (rule S5). */
export function canonicalJson(value: unknown): string {
	if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
	if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
	const entries = Object.entries(value)
		.filter(([, v]) => v !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`);
	return `{${entries.join(',')}}`;
}
