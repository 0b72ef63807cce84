/**
 * `npm run test:planted`: shows that the tests see the defects they are there for. Each patch is applied alone to a copy
 * of the working tree; the named test must pass without it and fail with it, by an assertion, for the reason given in
 * planted.ts. Then each forbidden import must be named by the walls. Ends with `N passed, N failed`.
 * `npm run test:planted -- <name> …` plants only those defects, `--part 2/3` the second, fifth, … of them. `--passed`: the tests
 * have passed on this tree just now, and are not run without the defect.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import startDatabases from '../support/contract-databases.ts';
import { scratchInMemory } from '../support/scratch.ts';
import { defects, violations, type Defect, type Violation } from './planted.ts';

scratchInMemory();
const root = fileURLToPath(new URL('../..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'qadam-planted-'));

const node = (...args: string[]) =>
	spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
/** Patches are applied outside any repository: the copy stands alone. */
const patch = (...args: string[]) =>
	execFileSync('git', ['apply', '--whitespace=nowarn', ...args], {
		cwd: copy,
		env: { ...process.env, GIT_CEILING_DIRECTORIES: dirname(copy) },
		stdio: 'pipe'
	});

/** Everything git knows or would take in, as it stands in the working tree. */
function copyTree(): void {
	const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
		cwd: root
	});
	for (const file of new Set(list.toString().split('\0'))) {
		// A deleted file is still listed until its deletion is committed.
		if (!file || !existsSync(join(root, file))) continue;
		cpSync(join(root, file), join(copy, file));
	}
	symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
	execFileSync('npm', ['run', '-s', 'prepare:code'], { cwd: copy, stdio: ['ignore', 'ignore', 'inherit'] });
}

interface TestRun {
	title: string;
	/** Of the suites around it; one that runs on each engine names it. */
	ancestorTitles: string[];
	status: string;
	failureMessages: string[];
}

/** Runs the tests of these titles in one file. @returns undefined when the file did not run at all */
function runTests(
	{ script, file }: Pick<Defect, 'script' | 'file'>,
	tests: readonly string[]
): TestRun[] | undefined {
	const report = join(copy, 'planted-report.json');
	rmSync(report, { force: true });
	const titles = tests.map((test) => test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
	const project = script.slice('test:'.length);
	// What the script runs, without compiling the messages again.
	node(
		join(root, 'node_modules/vitest/vitest.mjs'),
		...[
			'run',
			'--config',
			'tests/vitest.config.ts',
			'--project',
			project,
			file,
			'-t',
			titles,
			'--reporter=json',
			`--outputFile=${report}`
		]
	);
	if (!existsSync(report)) return undefined;
	const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
		testResults: { assertionResults: TestRun[] }[];
	};
	return testResults.flatMap((f) => f.assertionResults).filter((t) => tests.includes(t.title));
}

const { values: given, positionals: only } = parseArgs({
	options: { passed: { type: 'boolean', default: false }, part: { type: 'string', default: '1/1' } },
	allowPositionals: true
});
const [, part, parts] = (/^(\d+)\/(\d+)$/.exec(given.part) ?? []).map(Number);
if (!part || !parts || part > parts) throw new Error('--part is written as 2/3');
const planting = defects
	.filter(({ name }) => !only.length || only.includes(name))
	.filter((_, i) => i % parts === part - 1);

const sound = new Map<string, TestRun[] | undefined>();
/** What a test says of the code as it is. The tests of one file that are named run together, once: the tree is the same. */
function runWithout({ script, file, test }: Defect): TestRun[] | undefined {
	const of = `${script} ${file}`;
	if (!sound.has(of)) {
		const named = planting.filter((d) => d.script === script && d.file === file).map((d) => d.test);
		sound.set(of, runTests({ script, file }, [...new Set(named)]));
	}
	return sound.get(of)?.filter((t) => t.title === test);
}

const isOn =
	({ engine }: Defect) =>
	({ ancestorTitles }: TestRun) =>
		engine === undefined || ancestorTitles.some((title) => title.endsWith(`(${engine})`));

/** fast-check wraps the assertion that failed in an error of its own. */
const isAssertion = (message: string) => /^(AssertionError|Error: Property failed after)/.test(message);

/** @returns what is wrong, or nothing when the tests caught the defect */
function plant(defect: Defect): string | undefined {
	const without = given.passed ? undefined : runWithout(defect);
	if (!given.passed && !without?.length) return 'the named test does not run';
	if (without?.some((t) => t.status !== 'passed')) return 'the named test fails without the defect';
	const file = join(root, `tests/planted/${defect.name}.patch`);
	try {
		patch(file);
	} catch (error) {
		return `the patch does not apply: ${String((error as { stderr?: unknown }).stderr ?? error)}`;
	}
	try {
		const found = runTests(defect, [defect.test])?.filter(isOn(defect));
		if (!found?.length) return 'with the defect the test file does not run';
		for (const { status, failureMessages } of found) {
			const message = failureMessages.join('\n');
			if (status !== 'failed') return 'NOT CAUGHT: the named test passes with the defect';
			if (!isAssertion(message) || !defect.says.test(message))
				return `the named test fails for another reason:\n${message}`;
		}
	} finally {
		patch('-R', file);
	}
}

/** Breaks all walls at once, each in a file of its own. @returns for each what is wrong, or nothing when it was named */
function breakWalls(broken: readonly Violation[]): (string | undefined)[] {
	for (const { file, source } of broken) {
		mkdirSync(dirname(join(copy, file)), { recursive: true });
		writeFileSync(join(copy, file), `${source}\n`);
	}
	// As `npm run check:walls` does it.
	const { status, stdout } = node(
		join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
		...['src', '--config', '.dependency-cruiser.cjs', '--output-type', 'err']
	);
	for (const { file } of broken) rmSync(join(copy, file));
	return broken.map(({ file, rule }) => {
		const named = stdout.split('\n').filter((line) => line.includes(`: ${file} →`));
		if (!named.some((line) => line.includes(`error ${rule}:`)))
			return `NOT CAUGHT: the walls say ${named.join('; ').trim() || 'nothing of it'}`;
		if (status === 0) return 'the walls name it, but the check ends with 0';
	});
}

const count = { passed: 0, failed: 0 };
function report(what: string, fault: string | undefined): void {
	count[fault === undefined ? 'passed' : 'failed']++;
	console.log(fault === undefined ? `caught  ${what}` : `FAILED  ${what}\n        ${fault}`);
}

// One server for all runs: each would start its own.
const endDatabases = startDatabases();
try {
	copyTree();
	for (const defect of planting)
		report(`${defect.name} (${defect.rule}) by ${defect.file}: ${defect.test}`, plant(defect));
	if (!only.length)
		for (const [n, fault] of breakWalls(violations).entries())
			report(`${violations[n]!.file} by the wall ${violations[n]!.rule}`, fault);
} finally {
	endDatabases?.();
	rmSync(copy, { recursive: true, force: true });
}
console.log(`\n${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed ? 1 : 0;
