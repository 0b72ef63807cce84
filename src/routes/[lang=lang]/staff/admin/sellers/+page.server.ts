import { isAdministrator, textOf } from '#lib/accounts/index.server.ts';
import { readSheetFile } from '#lib/cohorts/index.server.ts';
import { MOST_ROWS, type FileRefusal } from '#lib/cohorts/index.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import {
	commitDecisions,
	countSellers,
	listMarketplaces,
	previewDecisions
} from '#lib/selling/index.server.ts';
import { readMarketplace } from '#lib/selling/index.ts';
import { error, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { staffSession } from '../../staff-here.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** For a marketplace without an interface: the list of sellers goes out, and its decisions come back. */
export const load: PageServerLoad = async (event) => {
	const { staffId } = staffSession(event);
	const { services, formToken } = event.locals;
	const named = await listMarketplaces(services, staffId);
	if (!named.ok) error(403, named.refusal.tag);
	const asked = event.url.searchParams.get('marketplace');
	const marketplace = readMarketplace(asked);
	const counted = marketplace === null ? null : await countSellers(services, staffId, marketplace);
	if (counted && !counted.ok) error(403, counted.refusal.tag);
	const done = Number(event.url.searchParams.get('done') ?? NaN);
	return {
		formToken,
		named: named.value,
		list: marketplace !== null && counted ? { marketplace, ...counted.value } : null,
		badWord: marketplace === null ? asked : null,
		done: Number.isSafeInteger(done) && done >= 0 ? done : null
	};
};

/** A file and a few fields; whatever is larger is not even read. */
const MOST_SENT = 8_000_000;

/** What the preview showed, as its form sends it back; read once more before anything is done. */
const seenRows = v.pipe(
	v.string(),
	v.parseJson(),
	v.pipe(
		v.array(v.object({ id: v.string(), decision: v.string(), reason: v.string() })),
		v.maxLength(MOST_ROWS)
	)
);

async function administrator(event: RequestEvent): Promise<string> {
	const { staffId } = staffSession(event);
	if (!(await isAdministrator(event.locals.services.db, staffId))) error(403, 'forbidden');
	return staffId;
}

/** Of the page's own address, as its forms keep it. */
function marketplaceOf({ url }: RequestEvent): string {
	const word = readMarketplace(url.searchParams.get('marketplace'));
	return word ?? error(400, 'no marketplace');
}

export const actions: Actions = {
	look: async (event) => {
		const staffId = await administrator(event);
		const marketplace = marketplaceOf(event);
		const refused = (status: number, file: FileRefusal['tag']) => fail(status, { file });
		if (Number(event.request.headers.get('content-length')) > MOST_SENT) return refused(413, 'too_big');
		const sent = (await event.request.formData()).get('file');
		if (!(sent instanceof File)) return refused(400, 'no_file');
		const sheet = await readSheetFile(new Uint8Array(await sent.arrayBuffer()));
		if (!sheet.ok) return refused(sheet.refusal.tag === 'too_big' ? 413 : 400, sheet.refusal.tag);
		const read = await previewDecisions(event.locals.services, staffId, marketplace, sheet.value);
		if (!read.ok) {
			if (read.refusal.tag === 'forbidden') error(403, 'forbidden');
			const fault =
				read.refusal.tag === 'doubled'
					? m.connect_sellers_f_doubled({ heading: read.refusal.heading })
					: m.connect_sellers_f_headings();
			return fail(400, { fault });
		}
		const { rows, same, blank, faults } = read.value;
		if (faults.length) return fail(400, { faults });
		return {
			preview: { same, blank, rows: rows.map(({ id, decision, reason }) => ({ id, decision, reason })) }
		};
	},
	record: async (event) => {
		const staffId = await administrator(event);
		const marketplace = marketplaceOf(event);
		const seen = v.safeParse(seenRows, textOf(await event.request.formData(), 'rows'));
		if (!seen.success) return fail(400, { fault: m.connect_sellers_changed() });
		const done = await commitDecisions(event.locals.services, staffId, marketplace, seen.output);
		if (done.ok)
			redirect(
				303,
				`/${event.locals.lang}/staff/admin/sellers?marketplace=${marketplace}&done=${done.value.recorded}`
			);
		if (done.refusal.tag === 'forbidden') error(403, 'forbidden');
		return fail(409, { fault: m.connect_sellers_changed() });
	}
};
