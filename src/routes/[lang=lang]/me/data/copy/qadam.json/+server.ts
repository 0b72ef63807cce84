import { checkSecretForm, faultText } from '#lib/accounts/index.server.ts';
import { readOwnData } from '#lib/privacy/index.server.ts';
import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** An address that was kept, or gone back to: the page that asks. */
export const GET: RequestHandler = ({ locals: { lang } }) => redirect(303, `/${lang}/me/data/copy`);

/**
 * K3, K5. Everything that is held of her, as one file (docs/privacy.md), for her secret. Its name says nothing of her and
 * reads the same in either direction.
 */
export const POST: RequestHandler = async ({
	request,
	cookies,
	fetch,
	locals: { services, learner, lang }
}) => {
	if (learner?.kind !== 'joined') redirect(303, `/${lang}/login`);
	const { learnerId } = learner;
	const proven = await checkSecretForm(services, cookies, learnerId, await request.formData());
	if (!proven.ok) {
		const fault = encodeURIComponent(faultText(proven.refusal));
		const page = await fetch(`/${lang}/me/data/copy?fault=${fault}`);
		return new Response(page.body, { status: 400, headers: page.headers });
	}
	const own = await readOwnData(services, learnerId);
	return new Response(JSON.stringify(own, null, 1), {
		headers: {
			'content-type': 'application/json; charset=utf-8',
			'content-disposition': `attachment; filename="qadam-${own.madeAt.slice(0, 10)}.json"`,
			'cache-control': 'private, no-store'
		}
	});
};
