import { version } from '$app/environment';
import { isAdministrator } from '#lib/accounts/index.server.ts';
import { jobsOf } from '#lib/jobs.server.ts';
import { judgeState } from '#lib/operations/index.ts';
import { readState } from '#lib/operations/index.server.ts';
import { error } from '@sveltejs/kit';
import { staffSession } from '../../staff-here.server.ts';
import { linesOf } from './state-lines.ts';
import type { PageServerLoad } from './$types';

/** What is well and what is not. Anybody but an administrator of the installation is told that there is no such page. */
export const load: PageServerLoad = async (event) => {
	const { staffId } = staffSession(event);
	const { services, lang } = event.locals;
	if (!(await isAdministrator(services.db, staffId))) error(404, 'no such page');
	const state = await readState(services, { jobs: jobsOf(services), build: version });
	const { look, well } = judgeState(state);
	return {
		at: state.at,
		look: linesOf(state, look, { well: false, lang }),
		well: linesOf(state, well, { well: true, lang }),
		about: {
			build: state.build,
			engine: state.database.engine,
			bytes: state.database.bytes,
			since: state.since
		}
	};
};
