import { version } from '$app/environment';
import { error, json } from '@sveltejs/kit';
import { hasAdministrator, makeSetupLink } from '#lib/accounts/index.server.ts';
import { INTERNAL_HEADER, publish, readBuiltAsset, type RenderPage } from '#lib/catalog/index.server.ts';
import { isSameText } from '#lib/platform/hash.server.ts';
import { logError } from '#lib/platform/log.server.ts';
import type { RequestHandler } from './$types';

/** Only the process that started this server knows the token; to everybody else the door is not there. */
function isInternal(given: string | null): boolean {
	const token = process.env.QADAM_INTERNAL_TOKEN;
	return Boolean(token && given && isSameText(given, token));
}

/**
 * Publishes all courses through kit's own rendering (C1). Called by the server before it listens, and whenever a course was
 * published or withdrawn at run time; on a first start the answer also carries the link that makes the first administrator.
 */
export const POST: RequestHandler = async ({ request, fetch, locals }) => {
	const token = request.headers.get(INTERNAL_HEADER);
	if (!isInternal(token)) error(404);
	const renderPage: RenderPage = async (path) => {
		const page = await fetch(path, { headers: { [INTERNAL_HEADER]: token! }, redirect: 'manual' });
		return { status: page.status, headers: page.headers, body: new Uint8Array(await page.arrayBuffer()) };
	};
	const { services } = locals;
	await services.catalogue.reload();
	const report = await publish(services, renderPage, { build: version, readAsset: readBuiltAsset });
	for (const page of report.failed) logError('a page is not published', undefined, page);
	const administered = await hasAdministrator(services.db);
	return json({ ...report, setupLink: administered ? undefined : await makeSetupLink(services) });
};
