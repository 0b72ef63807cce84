import { spawnSync } from 'node:child_process';

/** `npm run course`: what an author does with courses (docs/authoring.md). One file a command in course/. */
const USAGE = `npm run course -- COMMAND

  new <folder>               a course of one whole lesson, to be written over
  check [folder] [--json]    what must be mended: file, line, rule, remedy
  preview <folder>           shows the course as it is written; keeps nothing
  diff <folder>              what changes against the version that is live here
  publish <folder>           a course from outside the repository goes live in this installation, while it runs
  publish --withdraw <id>    it is shown no more
  values [folder] [--json]   numbers that change, what is due first

Without a folder: all courses of src/content. Ends with 0, with 1 when something must be mended or was refused, with 2
for a wrong command.`;

export type Run = (args: string[]) => number | Promise<number>;

/** Loaded when asked for: a check opens no database. */
const COMMANDS: Record<string, () => Promise<Run>> = {
	new: async () => (await import('./course/new.ts')).makeCourse,
	check: async () => (await import('./course/check.ts')).checkCourses,
	diff: async () => (await import('./course/diff.ts')).showDiff,
	preview: async () => (await import('./course/preview.ts')).previewCourse,
	publish: async () => (await import('./course/publish.ts')).publishCourse,
	values: async () => (await import('./course/values.ts')).listValues
};

/** What is made of another country's pack is made anew: it is what is being written. */
function makeCountry(): boolean {
	if (!process.env.QADAM_COUNTRY) return true;
	return spawnSync('npm', ['run', '-s', 'i18n'], { stdio: 'inherit' }).status === 0;
}

const [command = '', ...args] = process.argv.slice(2);
const load = Object.hasOwn(COMMANDS, command) ? COMMANDS[command] : undefined;
if (command === '--help' || args.includes('--help')) console.log(USAGE);
else if (!load) {
	console.error(USAGE);
	process.exitCode = 2;
} else process.exitCode = makeCountry() ? await (await load())(args) : 1;
