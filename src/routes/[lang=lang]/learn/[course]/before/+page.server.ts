import { answerPrepost, loadPrepost } from '../../prepost.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPrepost('before');
export const actions: Actions = { default: answerPrepost('before') };
