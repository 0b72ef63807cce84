import { cleanText } from '#lib/accounts/index.server.ts';
import { keepNote, removeNote } from '#lib/cohorts/index.server.ts';
import { isUuid } from '#lib/platform/ids.ts';
import { fail } from '@sveltejs/kit';
import { act, orGone } from './act.server.ts';

export const note = act(
	'learners.teach',
	'notes',
	async ({ services, at, cohortId, learnerId, text, idOf }) => {
		const written = cleanText(text('text'));
		const old = text('replaces');
		const replaces = isUuid(old) ? old : '';
		const kept = orGone(
			await keepNote(services, at, { cohortId, learnerId, id: idOf('id'), text: written, replaces })
		);
		if (!kept.ok) return fail(400, { note: { text: written, replaces, fault: kept.refusal } });
	}
);

export const unnote = act('learners.teach', 'notes', async ({ services, at, cohortId, learnerId, idOf }) => {
	orGone(await removeNote(services, at, { cohortId, learnerId, noteId: idOf('note') }));
});
