import { askVerify, FILE_BYTES_MAX } from '#lib/badges/index.server.ts';
import { problem } from '#lib/platform/problem.server.ts';
import { readBytes } from '#lib/platform/read-bytes.server.ts';
import { ok, type Result } from '#lib/platform/result.ts';
import type { RequestHandler } from './$types';
import { answer } from './answer.ts';

/**
 * B7. Checks any badge: the body is a credential, a picture that carries one, a photo of its QR code, or an address, as
 * text or as `{"address": …}`; or a form with a `file`. Whatever it is, the answer is a verdict.
 */
export const POST: RequestHandler = async ({ request, locals: { services }, getClientAddress }) => {
	const body = await bytesOf(request);
	if (!body.ok)
		return problem({
			status: 413,
			tag: 'too-large',
			title: `Send at most ${FILE_BYTES_MAX} bytes, of which 65536 are the credential.`
		});
	if (body.value.byteLength === 0)
		return problem({
			status: 400,
			tag: 'empty',
			title: 'The body is empty: send a credential, a picture that carries one, or an address.'
		});
	const asked = await askVerify(services, { bytes: body.value, network: getClientAddress(), lang: 'en' });
	if (!asked.ok) {
		const wait = Math.max(1, Math.ceil((asked.refusal.retryAt - services.clock()) / 1000));
		return problem({
			status: 429,
			tag: 'too-often',
			title: 'Wait a little, then ask again.',
			headers: { 'retry-after': String(wait) }
		});
	}
	if (asked.value.checked.verdict === 'too_large')
		return problem({
			status: 413,
			tag: 'too-large',
			title: 'The credential is larger than 65536 bytes.'
		});
	return new Response(JSON.stringify(answer(asked.value, services.env.origin)), {
		headers: { 'content-type': 'application/json', 'cache-control': 'no-store' }
	});
};

/** A little more than the file itself: the parts of a form have borders. */
const FORM_BYTES_MAX = FILE_BYTES_MAX + 64 * 1024;

async function bytesOf(request: Request): Promise<Result<Uint8Array, { tag: 'too_large' }>> {
	const type = request.headers.get('content-type') ?? '';
	const isForm = /^multipart\/form-data\b/i.test(type);
	const body = await readBytes(request, isForm ? FORM_BYTES_MAX : FILE_BYTES_MAX);
	if (!body.ok) return body;
	if (!isForm) return ok(addressIn(body.value) ?? body.value);
	const form = await new Response(new Uint8Array(body.value), { headers: { 'content-type': type } })
		.formData()
		// What calls itself a form and is none counts as an empty one.
		.catch(() => new FormData());
	const file = form.get('file');
	return ok(
		file instanceof File
			? new Uint8Array(await file.arrayBuffer())
			: Buffer.from(typeof file === 'string' ? file : '')
	);
}

/** `{"address": "https://…"}`, and nothing else in it. */
function addressIn(bytes: Buffer): Uint8Array | undefined {
	if (bytes.byteLength > 4096 || !/^\s*\{\s*"address"\s*:/.test(bytes.toString())) return undefined;
	try {
		const { address } = JSON.parse(bytes.toString()) as { address: unknown };
		return typeof address === 'string' ? Buffer.from(address) : undefined;
	} catch {
		return undefined;
	}
}
