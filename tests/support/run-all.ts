/**
 * `npm test`: format, types, lint, walls, content, unit, contract and browser tests, all of them even when one fails. Lint,
 * types and format keep one core busy and go beside the unit tests; what keeps two busy goes one kind after another.
 * Ends with `N passed, N failed`: tests, and each check as one.
 */
import { spawn } from 'node:child_process';
import { cpus } from 'node:os';
import { stripVTControlCharacters } from 'node:util';
import { scratchInMemory } from './scratch.ts';

interface Step {
	name: string;
	script: string;
	/** Reads passed and failed tests from what it printed; a check without tests counts as one. */
	count?: (output: string) => { passed: number; failed: number };
}

const number = (output: string, pattern: RegExp): number => Number(pattern.exec(output)?.[1] ?? 0);
const plain = stripVTControlCharacters;
const vitest = (output: string) => ({
	passed: number(output, /Tests .*?(\d+) passed/),
	failed: number(output, /Tests .*?(\d+) failed/)
});
const playwright = (output: string) => ({
	// Its last lines; titles of tests may speak of passing too.
	passed: number(output, /^ +(\d+) passed \(/m),
	failed: number(output, /^ +(\d+) failed$/m) + number(output, /^ +(\d+) did not run$/m)
});

/** Two rows that go beside each other and take about as long. */
const checks: Step[][] = [
	[
		{ name: 'lint', script: 'check:lint' },
		{ name: 'types', script: 'check:types:prepared' },
		{ name: 'format', script: 'check:format' }
	],
	[
		{ name: 'walls', script: 'check:walls' },
		{ name: 'content', script: 'check:content' },
		{ name: 'unit', script: 'test:unit', count: vitest }
	]
];

const tests: Step[] = [
	{ name: 'contract', script: 'test:contract', count: vitest },
	{ name: 'simulation', script: 'test:simulation', count: vitest },
	{ name: 'browser', script: 'test:e2e', count: playwright }
];

scratchInMemory();

/** @param print as it comes; otherwise when it has ended, as two that run beside each other would mix */
function run(script: string, print: boolean): Promise<{ code: number; output: string }> {
	return new Promise((resolve) => {
		const child = spawn('npm', ['run', '-s', script], {
			stdio: ['ignore', 'pipe', 'pipe']
		});
		let output = '';
		const read = (chunk: Buffer) => {
			output += chunk;
			if (print) process.stdout.write(chunk);
		};
		child.stdout.on('data', read);
		child.stderr.on('data', read);
		child.once('close', (code) => resolve({ code: code ?? 1, output: plain(output) }));
	});
}

/** How a failed test is headed in the output of vitest and playwright, and how many lines after it say why. */
const HEADING = /^(?: FAIL | {2}\d+\) )/;
const WHY = 10;

/** What failed and why, to be read again at the very end: of a long run often only the last lines are kept. */
function failures(output: string): string[] {
	const lines = output.split('\n');
	const found = lines.flatMap((line, at) =>
		HEADING.test(line)
			? [
					line.replace(/[─\s]+$/, ''),
					...lines
						.slice(at + 1, at + 40)
						.filter((l) => l.trim() && !HEADING.test(l))
						.slice(0, WHY)
				]
			: []
	);
	// A check without tests (types, lint, walls, content) has no headings: its last lines say it.
	return (found.length ? found : lines.filter((l) => l.trim()).slice(-2 * WHY)).map((l) => l.slice(0, 300));
}

/** Ticks of all cores since the machine started: of work, and in all. */
function ticks(): [number, number] {
	const times = cpus().map(({ times }) => times);
	const all = times.flatMap((t) => Object.values(t)).reduce((sum, n) => sum + n, 0);
	return [all - times.reduce((sum, t) => sum + t.idle, 0), all];
}

const total = { passed: 0, failed: 0 };
const rows: string[] = [];
const failed: string[] = [];

async function take(step: Step, print: boolean): Promise<void> {
	if (print) console.log(`\n== ${step.name}`);
	const started = Date.now();
	const [worked, all] = ticks();
	const { code, output } = await run(step.script, print);
	if (!print) console.log(`\n== ${step.name}\n${output}`);
	const counted = step.count?.(output) ?? { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1 };
	// A step that ended badly without a failed test (it did not start, say) is a failure all the same;
	// so is a test step in which no test ran.
	if (counted.failed === 0 && (code !== 0 || counted.passed === 0)) counted.failed = 1;
	if (counted.failed) failed.push(`-- ${step.name}`, ...failures(output));
	total.passed += counted.passed;
	total.failed += counted.failed;
	const minutes = ((Date.now() - started) / 60_000).toFixed(1);
	// Of a slow run it is asked first whether it waited or worked.
	const [workedNow, allNow] = ticks();
	const used = Math.round((100 * (workedNow - worked)) / Math.max(1, allNow - all));
	rows.push(
		`${step.name.padEnd(10)} ${minutes} min  ${counted.passed} passed, ${counted.failed} failed, ${used} % of the cores used`
	);
}

// Lint and types read what is generated from messages and routes: made before either looks.
await take({ name: 'generated', script: 'prepare:code' }, false);
await Promise.all(
	checks.map(async (steps) => {
		for (const step of steps) await take(step, false);
	})
);
for (const step of tests) await take(step, true);
if (failed.length) console.log(`\n== what failed\n${failed.map((line) => `✗ ${line}`).join('\n')}`);
console.log(`\n${rows.join('\n')}\n\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed ? 1 : 0;
