import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
	{
		ignores: [
			'build/',
			'.svelte-kit/',
			'static/i/',
			'static/service-worker.js',
			'static/staff-worker.js',
			'.cache/',
			'data/',
			'demo-data/',
			'src/lib/platform/i18n/paraglide/',
			'src/lib/platform/country/made/'
		]
	},
	js.configs.recommended,
	...ts.configs.recommended,
	...svelte.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			'no-undef': 'off',
			'no-console': 'error',
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }
			],
			// Base paths are not used: the product lives at the root of its own name.
			'svelte/no-navigation-without-resolve': 'off',
			// The policy of every page refuses a style of an element's own.
			'svelte/no-inline-styles': ['error', { allowTransitions: true }]
		}
	},
	{
		// Types of a component cost half a second each: only those that live on in a browser know promises at all.
		files: ['**/*.ts', 'src/islands/**/*.svelte'],
		languageOptions: {
			parserOptions: {
				projectService: true,
				extraFileExtensions: ['.svelte'],
				tsconfigRootDir: import.meta.dirname
			}
		},
		rules: {
			// Every promise is awaited: a lost one is lost work.
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true }
			]
		}
	},
	{ files: ['**/*.svelte'], languageOptions: { parserOptions: { parser: ts.parser } } },
	{
		files: ['**/*.svelte'],
		ignores: ['src/islands/**'],
		rules: {
			'no-restricted-syntax': [
				'error',
				...[
					':function[async=true]',
					'AwaitExpression',
					'SvelteAwaitBlock',
					'CallExpression[callee.property.name=/^(then|catch|finally)$/]',
					'Identifier[name="Promise"]'
				].map((selector) => ({
					selector,
					message: 'A page is drawn at once, from what its load function gave: nothing here waits.'
				}))
			]
		}
	},
	{
		// Commands, the build and the tests talk to a person at a terminal.
		files: ['src/cli/**', 'tests/**', 'src/server.ts', 'src/islands/*.config.ts'],
		rules: { 'no-console': 'off' }
	},
	{ files: ['*.cjs', '*.js'], ...ts.configs.disableTypeChecked }
);
