import { error, redirect } from '@sveltejs/kit';
import { isAdministrator } from '#lib/accounts/index.server.ts';

/** M10 is an administrator's work. @returns who */
export async function checker({ staff, services, lang }: App.Locals): Promise<string> {
	if (!staff) redirect(303, `/${lang}/staff/login`);
	if (!(await isAdministrator(services.allLearners, staff.staffId))) error(403, 'not an administrator');
	return staff.staffId;
}
