import { isRtl } from '#lib/platform/country/lang.ts';
import { bakedPng } from '#lib/badges/index.server.ts';
import { pictureHeaders } from '#lib/catalog/index.server.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { carriedBy } from '../carried.server.ts';
import type { RequestHandler } from './$types';

/** The badge to keep and to hand on, as a phone's gallery shows it: the credential is inside (B6). */
export const GET: RequestHandler = async (event) => {
	const { name, carried } = await carriedBy(event);
	const words = { name, issuer: m.app_name(), rtl: isRtl(event.locals.lang) };
	return new Response(new Uint8Array(await bakedPng(carried, words)), {
		headers: pictureHeaders('image/png', false)
	});
};
