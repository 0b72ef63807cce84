/** `npm run bench -- NAME`: prints figures beside their budgets and the conditions; asserts nothing. */
const benches: Record<string, () => Promise<{ default: () => Promise<void> }>> = {
	lesson: () => import('./lesson.ts'),
	'first-view': () => import('./first-view.ts'),
	'offline-open': () => import('./offline-open.ts'),
	download: () => import('./download.ts'),
	serve: () => import('./serve.ts'),
	sync: () => import('./sync.ts'),
	board: () => import('./board.ts'),
	reports: () => import('./reports.ts'),
	load: () => import('./load.ts'),
	growth: () => import('./growth.ts'),
	replica: () => import('./replica.ts')
};

export {};

const name = process.argv[2];
const found = name && Object.hasOwn(benches, name) ? benches[name] : undefined;
if (!found) {
	console.log(`npm run bench -- ${Object.keys(benches).join(' | ')}`);
	process.exit(name ? 2 : 0);
}
await (await found()).default();
