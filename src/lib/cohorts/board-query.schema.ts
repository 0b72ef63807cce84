import * as v from 'valibot';
import { SHOWN_STATES, SORTS, type BoardQuery } from './board.ts';
import { HELP_REASONS } from './decide-needs-help.ts';

const schema = v.object({
	q: v.fallback(v.pipe(v.string(), v.trim(), v.maxLength(80)), ''),
	state: v.fallback(v.picklist(['', ...SHOWN_STATES]), ''),
	reason: v.fallback(v.picklist(['', ...HELP_REASONS]), ''),
	lesson: v.fallback(v.pipe(v.string(), v.regex(/^[\w.-]{1,64}\/[\w.-]{1,64}$/)), ''),
	waiting: v.fallback(
		v.pipe(
			v.string(),
			v.transform((s) => s === '1')
		),
		false
	),
	sort: v.fallback(v.picklist(SORTS), 'help')
});

/** What an address asks of the board; whatever it does not understand asks for nothing. */
export const readBoardQuery = (params: URLSearchParams): BoardQuery =>
	v.parse(schema, {
		q: params.get('q') ?? '',
		state: params.get('state') ?? '',
		reason: params.get('reason') ?? '',
		lesson: params.get('lesson') ?? '',
		waiting: params.get('waiting') ?? '',
		sort: params.get('sort') ?? ''
	});

/** The same as an address, without what asks for nothing: one query has one text. */
export function writeBoardQuery(query: BoardQuery): string {
	const params = new URLSearchParams();
	for (const name of ['q', 'state', 'reason', 'lesson'] as const)
		if (query[name]) params.set(name, query[name]);
	if (query.waiting) params.set('waiting', '1');
	if (query.sort !== 'help') params.set('sort', query.sort);
	return params.toString();
}
