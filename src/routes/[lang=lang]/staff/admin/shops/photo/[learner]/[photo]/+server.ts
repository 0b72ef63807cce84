import { isAdministrator } from '#lib/accounts/index.server.ts';
import { readPhotoAddress, readPhotoToCheck } from '#lib/selling/index.server.ts';
import type { RequestHandler } from './$types';

/** A picture that strangers do not see yet, for the person who checks it. */
export const GET: RequestHandler = async ({ locals: { services, staff }, params }) => {
	const refused = (status: number) =>
		new Response(null, { status, headers: { 'Cache-Control': 'no-store' } });
	if (!staff || !(await isAdministrator(services.allLearners, staff.staffId))) return refused(403);
	const address = readPhotoAddress(params.photo);
	const photo =
		address && (await readPhotoToCheck(services.allLearners, params.learner, address.photoId, address.size));
	if (!photo) return refused(404);
	return new Response(Buffer.from(photo.bytes), {
		headers: {
			'Content-Type': photo.type,
			'Cache-Control': 'private, no-store',
			'X-Content-Type-Options': 'nosniff'
		}
	});
};
