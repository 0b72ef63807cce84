/** Checks of a command that runs by itself: each is told as it comes, and the last line is `N passed, N failed`. */
export interface Checks {
	/** @param work what it returns is told with it; what it throws is the failure */
	check(what: string, work: () => Promise<string | void> | string | void): Promise<void>;
	/** What was told, for a table. */
	rows: readonly (readonly [what: string, result: string])[];
	end(): void;
}

export function newChecks(): Checks {
	const rows: [string, string][] = [];
	let failed = 0;
	return {
		rows,
		async check(what, work) {
			const began = Date.now();
			try {
				const result = (await work()) ?? '';
				rows.push([what, result]);
				const seconds = ((Date.now() - began) / 1000).toFixed(1);
				console.log(`✓ ${what}${result && `: ${result}`} (${seconds} s)`);
			} catch (error) {
				failed++;
				console.log(`✗ ${what}\n${(error as Error).stack ?? String(error)}`);
			}
		},
		end() {
			console.log(`\n${rows.length} passed, ${failed} failed`);
			process.exitCode = failed ? 1 : 0;
		}
	};
}
