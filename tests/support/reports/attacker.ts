/**
 * Whoever owns every table of an organisation's report, in every edition, and knows how it was made: as a linear model, which
 * HiGHS solves. It shares no code with the protection that it is held against. Hidden is anything from 0 on; nobody knows
 * which cell was small and which was hidden for another's sake.
 */
import highsLoader, { type Highs } from 'highs';

type Four = Record<string, number | null>;
/** What a report shows of one number; `by`: table → row. */
export interface Seen {
	total: number | null;
	gender: Four;
	by: Record<string, Record<string, { total: number | null; gender: Four }>>;
}

export interface Report {
	threshold: number;
	/** `indicator part` → what is seen. Of a number without tables: `total` alone. */
	numbers: ReadonlyMap<string, Seen>;
	/** Class → its programme. */
	programmeOf: (cohort: string) => string;
	/** `[small, large]`: who is in the one is in the other. */
	inside: readonly (readonly [string, string])[];
	/** `any` is made of all of the parts. */
	unions: readonly (readonly [string, readonly string[]])[];
}

export interface Narrow {
	cell: string;
	from: number;
	to: number;
}

/** More persons than any organisation has. */
const MANY = 100_000;
const NEAR = 1e-6;
/** Rounds in which cells of all tables are asked for at once. */
const TOGETHER = 20;
let loading: Promise<Highs> | undefined;

class Model {
	readonly low: number[] = [];
	readonly high: number[] = [];
	readonly rows: { at: [number, number][]; low: number; high: number }[] = [];
	readonly columns = new Map<string, number>();
	readonly hidden: string[] = [];

	column(name: string, low: number, high: number): number {
		this.columns.set(name, this.low.length);
		this.low.push(low);
		return this.high.push(high) - 1;
	}

	row(at: [number, number][], low: number, high: number): void {
		if (at.length) this.rows.push({ at, low, high });
	}

	/** `whole` is what `parts` add up to. */
	adds(whole: string, parts: readonly string[]): void {
		const at = parts.map((part): [number, number] => [this.columns.get(part)!, 1]);
		this.row([...at, [this.columns.get(whole)!, -1]], 0, 0);
	}
}

/** One number that is no multiple of 5 gives away that nothing was rounded. */
export function errorOf({ numbers }: Report): number {
	const rounded = (n: number | null) => n === null || n % 5 === 0;
	const all = [...numbers.values()].every(
		({ total, gender, by }) =>
			[total, ...Object.values(gender)].every(rounded) &&
			Object.values(by).every((rows) =>
				Object.values(rows).every((row) => [row.total, ...Object.values(row.gender)].every(rounded))
			)
	);
	return all ? 4 : 0;
}

/** @param edition before each name @param secret whether its hidden cells are to be found out */
function read(model: Model, report: Report, edition: string): void {
	const error = errorOf(report);
	const put = (name: string, shown: number | null, secret: boolean) => {
		if (shown !== null) model.column(name, Math.max(report.threshold, shown - error), shown + error);
		else {
			model.column(name, 0, MANY);
			if (secret) model.hidden.push(name);
		}
	};
	for (const [key, { total, gender, by }] of report.numbers) {
		const at = (...path: string[]) => [edition, key, ...path].join('/');
		const genders = Object.keys(gender);
		// A total that no table shows is not a secret that anybody has.
		put(at('all'), total, Object.keys(by).length === 0);
		if (!Object.keys(by).length) continue;
		for (const g of genders) put(at(g), gender[g]!, true);
		model.adds(
			at('all'),
			genders.map((g) => at(g))
		);
		for (const [table, rows] of Object.entries(by)) {
			for (const [row, cells] of Object.entries(rows)) {
				for (const g of genders) put(at(table, row, g), cells.gender[g]!, true);
				put(at(table, row, 'all'), cells.total, total !== null);
				model.adds(
					at(table, row, 'all'),
					genders.map((g) => at(table, row, g))
				);
			}
			for (const g of genders)
				model.adds(
					at(g),
					Object.keys(rows).map((row) => at(table, row, g))
				);
		}
		if (!by['programme'] || !by['cohort']) continue;
		for (const programme of Object.keys(by['programme']))
			for (const g of genders) {
				const classes = Object.keys(by['cohort']).filter((row) => report.programmeOf(row) === programme);
				model.adds(
					at('programme', programme, g),
					classes.map((row) => at('cohort', row, g))
				);
			}
	}
	const cells = new Map<string, string[]>();
	for (const name of model.columns.keys()) {
		const [number, key] = name.split('/') as [string, string];
		if (number === edition)
			cells
				.set(key, cells.get(key) ?? [])
				.get(key)!
				.push(name);
	}
	const cellsOf = (key: string) => cells.get(key) ?? [];
	const same = (name: string, from: string, to: string) =>
		model.columns.get(`${edition}/${to}${name.slice(`${edition}/${from}`.length)}`);
	for (const [small, large] of report.inside)
		for (const name of cellsOf(small)) {
			const other = same(name, small, large);
			if (other !== undefined)
				model.row(
					[
						[model.columns.get(name)!, 1],
						[other, -1]
					],
					-Infinity,
					0
				);
		}
	for (const [any, parts] of report.unions)
		for (const name of cellsOf(any)) {
			const others = parts.map((part) => same(name, any, part));
			if (others.every((other) => other !== undefined))
				model.row(
					[[model.columns.get(name)!, 1], ...others.map((other): [number, number] => [other, -1])],
					-Infinity,
					0
				);
		}
}

/**
 * @param unchanged names of cells (`indicator part/table/row/gender`) of which it is known that they are the same in all editions
 * @returns of all hidden cells, every one of which is looked at, those that cannot be as many whole numbers as the threshold says;
 * `told`: so many that an edition before has shown, and that are the same since, are not asked for
 */
export async function attack(
	editions: readonly Report[],
	unchanged: (cell: string) => boolean = () => false
): Promise<{ narrow: Narrow[]; hidden: number; told: number }> {
	loading ??= highsLoader();
	const highs = await loading;
	const model = new Model();
	editions.forEach((report, n) => read(model, report, `${n}`));
	/** What the first edition has told of a cell that has not changed since is no secret that a later one could keep. */
	const told = new Set<string>();
	for (const [name, column] of model.columns) {
		const cell = name.slice(2);
		const before = model.columns.get(`0/${cell}`);
		if (name.startsWith('0/') || before === undefined || !unchanged(cell)) continue;
		const same: [number, number][] = [
			[column, 1],
			[before, -1]
		];
		model.row(same, 0, 0);
		if (model.high[before]! < MANY) told.add(name);
	}
	const starts = [0];
	for (const { at } of model.rows) starts.push(starts.at(-1)! + at.length);
	return highs.withModel(
		{
			numCols: model.low.length,
			numRows: model.rows.length,
			colCost: model.low.map(() => 0),
			colLower: model.low,
			colUpper: model.high,
			rowLower: model.rows.map(({ low }) => low),
			rowUpper: model.rows.map(({ high }) => high),
			matrix: {
				format: 'csr',
				numRows: model.rows.length,
				numCols: model.low.length,
				starts,
				indices: model.rows.flatMap(({ at }) => at.map(([column]) => column)),
				values: model.rows.flatMap(({ at }) => at.map(([, value]) => value))
			}
		},
		(solver) => {
			solver.options.set({ output_flag: false });
			const from = new Float64Array(model.low.length).fill(Infinity);
			const to = new Float64Array(model.low.length).fill(-Infinity);
			const width = (column: number) => Math.floor(to[column]! + NEAR) - Math.ceil(from[column]! - NEAR) + 1;
			const solve = (columns: readonly number[], cost: 1 | -1) => {
				for (const column of columns) solver.changeColCost(column, cost);
				solver.run();
				if (solver.getModelStatus() !== 7)
					throw new Error(`the model has no solution: ${solver.getModelStatus()}`);
				// All that a solution holds is possible: most cells are seen to be wide while others are asked for.
				solver.getSolution().colValue.forEach((value, n) => {
					from[n] = Math.min(from[n]!, value);
					to[n] = Math.max(to[n]!, value);
				});
				for (const column of columns) solver.changeColCost(column, 0);
			};
			const secrets = model.hidden
				.filter((cell) => !told.has(cell))
				.map((cell) => ({
					cell,
					column: model.columns.get(cell)!,
					table: cell.split('/').slice(0, 3).join('/'),
					threshold: editions[Number(cell[0])]!.threshold
				}));
			const unsure = () => secrets.filter(({ column, threshold }) => width(column) < threshold);
			// One of each table at once, to see most of them move; what does not is asked for by itself.
			const asked = new Set<number>();
			for (let round = 0; round < TOGETHER; round++) {
				const batch = new Map<string, number>();
				for (const { table, column } of unsure())
					if (!asked.has(column) && !batch.has(table)) batch.set(table, column);
				if (!batch.size) break;
				for (const column of batch.values()) asked.add(column);
				solve([...batch.values()], -1);
				solve([...batch.values()], 1);
			}
			const narrow: Narrow[] = [];
			for (const { cell, column, threshold } of unsure()) {
				if (width(column) < threshold) solve([column], -1);
				if (width(column) < threshold) solve([column], 1);
				if (width(column) < threshold) narrow.push({ cell, from: from[column]!, to: to[column]! });
			}
			return { narrow, hidden: secrets.length, told: told.size };
		}
	);
}
