/**
 * The walls of docs/architecture.md: who may import whom. Modules are folders of src/lib; each is entered only by its
 * public face (index.ts, index.server.ts) or, for platform and ui, by any file.
 */
const lib = '^src/lib/';
/** module → modules it may import (besides itself, platform and — for components — ui). */
const may = {
	accounts: ['catalog', 'progress'],
	catalog: [],
	progress: ['catalog'],
	assessment: ['catalog', 'progress'],
	badges: ['progress', 'assessment', 'catalog', 'accounts'],
	selling: ['badges', 'progress', 'assessment', 'catalog', 'accounts'],
	partners: ['badges', 'selling', 'catalog', 'accounts'],
	cohorts: ['accounts', 'catalog', 'progress'],
	'follow-up': ['accounts', 'cohorts', 'progress'],
	safety: ['accounts', 'cohorts'],
	voice: ['accounts', 'catalog', 'cohorts'],
	reports: [
		'accounts',
		'catalog',
		'progress',
		'assessment',
		'badges',
		'selling',
		'cohorts',
		'follow-up',
		'sync'
	],
	sync: ['progress', 'assessment', 'catalog'],
	operations: ['accounts', 'badges', 'catalog', 'selling', 'sync'],
	offline: ['progress', 'sync', 'catalog', 'assessment'],
	'class-phone': ['progress', 'offline'],
	ui: [],
	platform: []
};
const modules = Object.keys(may);

module.exports = {
	forbidden: [
		...modules.map((name) => ({
			name: `${name}-imports-only-what-it-may`,
			severity: 'error',
			from: { path: `${lib}${name}/`, pathNot: '\\.test\\.ts$' },
			to: {
				path: `${lib}(?:${modules.filter((m) => m !== name && !may[name].includes(m) && m !== 'platform').join('|')})/`,
				...(name === 'ui' ? {} : { pathNot: `${lib}ui/` })
			}
		})),
		...modules
			.filter((name) => name !== 'platform' && name !== 'ui')
			.map((name) => ({
				name: `${name}-is-entered-by-its-face`,
				severity: 'error',
				comment: 'Import index.ts or index.server.ts of another module, not its inside.',
				from: { path: '^(src|tests)/', pathNot: [`${lib}${name}/`, '\\.test\\.ts$'] },
				to: { path: `${lib}${name}/(?!index\\.ts$|index\\.server\\.ts$)`, pathNot: '\\.svelte$' }
			})),
		{
			name: 'phone-never-imports-server',
			severity: 'error',
			comment: 'Kit guards its own pages; islands and the service worker are built apart and guarded here.',
			from: {
				path: '^src/(islands|service-worker)/|^src/lib/(offline|class-phone)/',
				pathNot: '\\.test\\.ts$|vite'
			},
			to: { path: '\\.server\\.ts$|^src/lib/services', reachable: true }
		},
		{
			name: 'pure-files-never-import-server',
			severity: 'error',
			comment: 'What runs anywhere must not reach a database.',
			from: {
				path: `${lib}[^/]+/[^/]+\\.ts$`,
				pathNot: '\\.server\\.ts$|\\.test\\.ts$|/paraglide/|/i18n/compile\\.ts$'
			},
			to: { path: '\\.server\\.ts$', dependencyTypesNot: ['type-only'] }
		},
		{
			name: 'lib-never-imports-routes',
			severity: 'error',
			from: { path: '^src/(lib|islands)/' },
			to: { path: '^src/(routes|cli)/' }
		},
		{
			name: 'lucia-behind-one-file',
			severity: 'error',
			from: { path: '^src/', pathNot: `${lib}accounts/lucia\\.server\\.ts$` },
			to: { path: 'node_modules/lucia/' }
		},
		{
			name: 'no-cycles',
			severity: 'error',
			from: { pathNot: '/paraglide/' },
			to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } }
		}
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		exclude: { path: '/paraglide/|\\.svelte-kit' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			exportsFields: ['exports'],
			conditionNames: ['svelte', 'import', 'node', 'default', 'types'],
			extensions: ['.ts', '.js', '.svelte', '.json']
		}
	}
};
