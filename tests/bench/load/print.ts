import type { Tally } from './tally.ts';

/** A line for each kind of request. @param took seconds */
export function printKinds(tally: Tally, took: number): void {
	const cells = (kind: string, values: readonly string[]) =>
		console.log(`${kind.padEnd(30)}${values.map((value) => value.padStart(10)).join('')}`);
	cells('kind', ['requests', 'per s', 'p50 ms', 'p95 ms', 'p99 ms']);
	for (const { kind, count, p50, p95, p99 } of tally.figures())
		cells(kind, [String(count), ...[count / took, p50, p95, p99].map((value) => value.toFixed(1))]);
}

/** What went wrong fails the bench. */
export function printErrors({ errors }: Tally): void {
	for (const [said, times] of errors) console.log(`ERROR, ${times} times: ${said}`);
	if (errors.size) process.exitCode = 1;
}
