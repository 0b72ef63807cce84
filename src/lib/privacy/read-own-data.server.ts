import { sql } from 'kysely';
import { accountsSealed } from '../accounts/index.server.ts';
import { cohortsSealed } from '../cohorts/index.server.ts';
import { logError } from '../platform/log.server.ts';
import type { SealedField } from '../platform/sealed-fields.server.ts';
import { sellingSealed } from '../selling/index.server.ts';
import type { Services } from '../services.server.ts';
import { KINDS, ownTables, type Kind, type OwnTable } from './own-tables.ts';
import { recordsOf } from './records-of.server.ts';

/** Changes with the shape that docs/privacy.md describes. */
export const FORMAT = 'qadam-copy/1';

type Row = Record<string, unknown>;

/** What the server holds of one learner: by kind, then by table, rows as they are kept. */
export interface OwnData {
	format: typeof FORMAT;
	/** When it was read, ISO 8601. */
	madeAt: string;
	learnerId: string;
	kinds: Record<Kind, Record<string, Row[]>>;
}

type Given = Pick<Services, 'allLearners' | 'secrets' | 'clock'>;

/**
 * K5. Everything that the server holds of a learner, also of a record that was joined to hers (T5), and nothing that is
 * somebody else's (own-tables.ts says what, and why). All as of one moment: the parts fit together.
 */
export function readOwnData({ allLearners, secrets, clock }: Given, learnerId: string): Promise<OwnData> {
	// SQLite has this of itself, and PostgreSQL where it is asked for.
	const once = allLearners.transaction().setIsolationLevel('repeatable read');
	return once.execute(async (tx) => {
		const ids = await recordsOf(tx, learnerId);
		const kinds = Object.fromEntries(KINDS.map((kind) => [kind, {}])) as OwnData['kinds'];
		for (const [table, how] of Object.entries(ownTables)) {
			const { rows } = await sql<Row>`
				select * from ${sql.table(table)} where learner_id in (${sql.join(ids)})`.execute(tx);
			kinds[how.kind][table] = rows.map((row) => shown(table, how, row, { secrets, ids }));
		}
		kinds.account.session = await sessionsOf(tx, ids);
		return { format: FORMAT, madeAt: new Date(clock()).toISOString(), learnerId, kinds };
	});
}

/** Found by who has them, not by a column of hers. */
async function sessionsOf(tx: Given['allLearners'], ids: readonly string[]): Promise<Row[]> {
	const rows = await tx
		.selectFrom('session')
		.select(['created_at', 'expires_at', 'proof'])
		.where(
			'user_id',
			'in',
			ids.map((id) => `learner:${id}`)
		)
		.execute();
	return rows.map((row) => Object.fromEntries(Object.entries(row).map(([k, v]) => [k, plain(k, v)])));
}

interface By {
	secrets: Services['secrets'];
	ids: readonly string[];
}

function shown(table: string, { without = {}, json = [] }: OwnTable, row: Row, by: By): Row {
	const found: Row = {};
	for (const [column, value] of Object.entries(row)) {
		if (/(?:^|_)hash$/.test(column) || (column in without && !isOwnWord(table, row))) continue;
		const sealed = SEALED.find((field) => field.table === table && field.column === column);
		const text = sealed && typeof value === 'string' ? open(sealed, row, value, by.secrets) : value;
		found[column] = json.includes(column) && typeof text === 'string' ? parsed(text) : plain(column, text);
		if (ACTORS.test(column)) found[column] = actor(text, by.ids);
	}
	return found;
}

/** What she herself answered to a buyer is hers. */
const isOwnWord = (table: string, row: Row): boolean =>
	table === 'shop_order_word' && row.by_whom === 'seller';

/** Columns that say who did something: a person of staff is named as that and by no id. */
const ACTORS = /^(?:actor|by_person|by_staff|by_whom|staff_id|marked_by|answered_by|decided_by|checked_by)$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const actor = (who: unknown, ids: readonly string[]): unknown =>
	typeof who !== 'string' || !UUID.test(who) ? who : ids.includes(who) ? 'self' : 'staff';

const TIMES = /(?:^|_)(?:at|since|until)$|^waits_since$/;
/** Of this age at least: a smaller number is none. */
const A_TIME = 1e11;

/** Times as ISO 8601, bytes as base64, all else as it is. */
function plain(column: string, value: unknown): unknown {
	if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
	if (typeof value === 'bigint') return plain(column, Number(value));
	return typeof value === 'number' && value >= A_TIME && TIMES.test(column)
		? new Date(value).toISOString()
		: value;
}

/** A text that is none after all stays the text. */
function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** The fields of hers that are sealed whole, as the modules name them that seal them. */
const SEALED = [...accountsSealed, ...cohortsSealed, ...sellingSealed].filter(
	({ named }) => named === undefined
);

/** A field that is damaged must not keep the rest from her: it is null, and the operator reads of it. */
function open(
	{ table, about }: SealedField,
	row: Row,
	value: string,
	secrets: Services['secrets']
): string | null {
	try {
		return secrets.open(value, about(row as Record<string, string>));
	} catch (error) {
		logError('a sealed field cannot be opened for its learner', error, { table });
		return null;
	}
}
