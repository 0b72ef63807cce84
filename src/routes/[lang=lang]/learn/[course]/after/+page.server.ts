import { answerPrepost, loadPrepost } from '../../prepost.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = loadPrepost('after');
export const actions: Actions = { default: answerPrepost('after') };
