import { OWN, SEMICOLON } from '#lib/platform/country/made/country.ts';
import { readBoard, readBoardQuery } from '#lib/cohorts/index.server.ts';
import { dayIn, selectLearners } from '#lib/cohorts/index.ts';
import { dayText } from '#lib/ui/date.ts';
import { m } from '#lib/platform/i18n/paraglide/messages.js';
import { error, type RequestEvent } from '@sveltejs/kit';
import { staffHere } from '../../../staff-here.server.ts';
import { cellWords, columnName, nameOf, needWords } from './board-words.ts';

type Asked = Pick<RequestEvent, 'locals' | 'url'> & { params: { organisation: string; cohort: string } };

/** Exactly what the board shows for this address, as rows of text with their head; every state in words. */
export async function boardRows(event: Asked): Promise<{ rows: string[][]; day: string }> {
	const at = await staffHere(event, 'class.see');
	const { services, lang } = event.locals;
	const board = await readBoard(services, at, event.params.cohort, lang);
	if (!board) error(404, 'no such page');
	const titleOf = (id: string) => board.courses.find((c) => c.id === id)?.title ?? '';
	const many = board.courses.length > 1;
	const head = [
		m.insight_name(),
		...board.columns.map((c) => (many ? `${titleOf(c.course)} · ${columnName(c)}` : columnName(c))),
		m.insight_last(),
		m.insight_help_column()
	];
	const rows = selectLearners(board, readBoardQuery(event.url.searchParams)).map((l) => [
		nameOf(l),
		...l.cells.map((cell) => cellWords[cell]()),
		l.lastAt === null ? '' : dayText(l.lastAt, lang, at.zone),
		l.needs.map((need) => needWords(need, board.columns)).join(`${lang === OWN ? SEMICOLON : ';'} `)
	]);
	return { rows: [head, ...rows], day: dayIn(at.zone, services.clock()) };
}

/** Named by day, never by a name of a person; the browser keeps it, no cache does. */
export const asFile = (day: string, body: BodyInit, type: string, ending: string) =>
	new Response(body, {
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="qadam-class-${day}.${ending}"`,
			'cache-control': 'private, no-store'
		}
	});
