/** What every bench prints: the conditions, then figures beside their references, ratios and budgets. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';

export const median = (values: readonly number[]): number => {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** The most memory that a process has had, MB. */
export const peakMegabytes = (pid: number): number =>
	Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;

export const ROUNDS = 5;

/** When, where, and beside what other work. */
export function circumstances(what: string, how: string): void {
	const { length } = cpus();
	const load = loadavg()[0]!.toFixed(1);
	console.log(what);
	console.log(
		`${new Date().toISOString().slice(0, 16)}Z, ${cpus()[0]?.model}, ${length} cores, load ${load}, Node ${process.version}; ${how}\n`
	);
}

export const columns = (): void =>
	console.log(
		`${'what'.padEnd(52)}${'ours'.padStart(10)}${'reference'.padStart(12)}${'ratio'.padStart(8)}   budget`
	);

export function conditions(what: string): void {
	circumstances(what, `medians of ${ROUNDS}`);
	columns();
}

export interface Row {
	what: string;
	unit: string;
	ours: number;
	reference?: number;
	/** As it stands in the table of budgets. */
	budget: string;
	digits?: number;
}

export function row({ what, unit, ours, reference, budget, digits = 0 }: Row): void {
	const figure = (value: number) => value.toFixed(digits);
	const ratio = reference ? (ours / reference).toFixed(2) : '';
	const beside =
		reference === undefined ? ''.padStart(20) : `${figure(reference).padStart(12)}${ratio.padStart(8)}`;
	console.log(`${`${what}, ${unit}`.padEnd(52)}${figure(ours).padStart(10)}${beside}   ${budget}`);
}
