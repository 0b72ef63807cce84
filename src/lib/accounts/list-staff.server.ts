import type { Db } from '../platform/db.server.ts';

export interface StaffListed {
	staffId: string;
	/** A role of an organisation's, or of the installation's (INSTALLATION). */
	organisationId: string;
	role: string;
	/** Whether her log-in was closed. */
	disabled: boolean;
	/** Of a session that is still open, UTC ms; older ones are forgotten. */
	loggedInAt: number | undefined;
}

/** Every role of everybody, for whoever runs the installation: ids only, no name, address or number. */
export async function listStaff(allLearners: Db): Promise<StaffListed[]> {
	const roles = await allLearners
		.selectFrom('staff_role')
		.innerJoin('staff', 'staff.staff_id', 'staff_role.staff_id')
		.select(['staff.staff_id', 'staff.disabled_at', 'staff_role.organisation_id', 'staff_role.role'])
		.orderBy('staff_role.organisation_id')
		.orderBy('staff_role.role')
		.orderBy('staff.staff_id')
		.execute();
	const sessions = await allLearners
		.selectFrom('session')
		.select((eb) => ['user_id', eb.fn.max('created_at').as('at')])
		.where('user_id', 'like', 'staff:%')
		.groupBy('user_id')
		.execute();
	const newest = new Map(sessions.map(({ user_id, at }) => [user_id, Number(at)]));
	return roles.map((row) => ({
		staffId: row.staff_id,
		organisationId: row.organisation_id,
		role: row.role,
		disabled: row.disabled_at !== null,
		loggedInAt: newest.get(`staff:${row.staff_id}`)
	}));
}
