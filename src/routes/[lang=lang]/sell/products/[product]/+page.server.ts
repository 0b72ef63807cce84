import { error, fail, redirect } from '@sveltejs/kit';
import { photoWord } from '#lib/selling/index.ts';
import {
	addPhoto,
	editProduct,
	parseForm,
	PHOTOS_MAX,
	productForm,
	putPhotoFirst,
	readOwnShop,
	readPriceFloor,
	removePhoto,
	showProduct,
	readForm,
	textFields
} from '#lib/selling/index.server.ts';
import { isUuid } from '#lib/platform/ids.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { inWords } from '../../fault-words.ts';
import { joinedLearner, orSell, provenLearner } from '../../seller.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
	const learnerId = provenLearner(locals, url);
	const shop = orSell(await readOwnShop(locals.services, learnerId), locals.lang);
	const product = shop.products.find((p) => p.id === params.product);
	if (!product) error(404, 'no such product');
	const { searchParams: said } = url;
	return {
		formToken: locals.formToken,
		product,
		floor: await readPriceFloor(locals.services.db, learnerId),
		seed: shop.tileSeed,
		full: product.photos.length >= PHOTOS_MAX,
		said: said.has('new')
			? m.selling_product_added()
			: said.has('photo')
				? m.selling_photo_added()
				: said.has('saved')
					? m.selling_saved()
					: null
	};
};

/** The path as it was asked for: it is encoded, the parameter is not. */
const back = ({ url }: RequestEvent, said = ''): never => redirect(303, `${url.pathname}${said}`);

/** Which of her pictures a form names. */
async function photoIn({ request }: RequestEvent): Promise<string> {
	const { id = '' } = textFields(await readForm(request));
	return isUuid(id) ? id : error(404, 'no such photo');
}

export const actions: Actions = {
	edit: async (event) => {
		const { locals, params, request } = event;
		const learnerId = joinedLearner(locals);
		const values = textFields(await readForm(request));
		const read = parseForm(productForm, values);
		if (!read.ok) {
			const faults = inWords(read.faults);
			return fail(400, { values, faults, message: m.selling_look_below({ n: Object.keys(faults).length }) });
		}
		const done = await editProduct(locals.services, learnerId, params.product, read.value);
		if (!done.ok) error(404, 'no such product');
		return back(event, '?saved');
	},
	show: async (event) => {
		const learnerId = joinedLearner(event.locals);
		const { shown } = textFields(await readForm(event.request));
		// A torn form says neither.
		if (shown !== '0' && shown !== '1') error(400, 'not a form of this page');
		const done = await showProduct(event.locals.services, learnerId, event.params.product, shown === '1');
		if (!done.ok) error(404, 'no such product');
		return back(event);
	},
	photo: async (event) => {
		const learnerId = joinedLearner(event.locals);
		const file = (await readForm(event.request)).get('photo');
		const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
		const added = await addPhoto(event.locals.services, learnerId, event.params.product, bytes);
		if (added.ok) return back(event, '?photo#photos');
		if (added.refusal.tag === 'no-product') error(404, 'no such product');
		return fail(added.refusal.tag === 'too-big' ? 413 : 400, { photo: photoWord(added.refusal.tag) });
	},
	first: async (event) => {
		await putPhotoFirst(event.locals.services, joinedLearner(event.locals), await photoIn(event));
		return back(event, '#photos');
	},
	remove: async (event) => {
		await removePhoto(event.locals.services, joinedLearner(event.locals), await photoIn(event));
		return back(event, '#photos');
	}
};
