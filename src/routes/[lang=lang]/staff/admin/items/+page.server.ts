import { isAdministrator } from '#lib/accounts/index.server.ts';
import { itemsCountedAt, listBanks, readItems } from '#lib/assessment/index.server.ts';
import { error, redirect } from '@sveltejs/kit';
import { itemRow, sortRows, sortOf } from './item-row.ts';
import type { PageServerLoad } from './$types';

/** Which items of a bank are too easy, too hard, or do not separate. The keys stand here: administrators only (C6). */
export const load: PageServerLoad = async ({ locals: { staff, services, lang, formToken }, url }) => {
	if (!staff) redirect(303, `/${lang}/staff/login`);
	if (!(await isAdministrator(services.db, staff.staffId))) error(403, 'not an administrator');
	const banks = await listBanks(services);
	const nameOf = ({ course }: (typeof banks)[number]) => `${course.id}@${course.version}`;
	const asked = url.searchParams.get('of');
	const bank = banks.find((b) => nameOf(b) === asked) ?? banks[0];
	const sort = sortOf(url.searchParams);
	const items = bank ? await readItems(services, bank.course) : [];
	return {
		formToken,
		countedAt: (await itemsCountedAt(services.db)) ?? null,
		banks: banks.map((b) => ({
			name: nameOf(b),
			title: b.course.title[lang],
			version: b.course.version.slice(0, 8),
			current: b.current,
			tries: b.tries
		})),
		chosen: bank && {
			name: nameOf(bank),
			title: bank.course.title[lang],
			tries: bank.tries,
			open: bank.course.openBank
		},
		sort,
		rows: sortRows(
			items.map((read) => itemRow(bank!.course, read, lang)),
			sort
		)
	};
};
