import { buildIfNeeded } from '../../src/cli/start.ts';
import { measure, weigh } from '../support/measure.ts';
import { startServer } from '../support/server.ts';

const kb = (bytes: number) => (bytes / 1024).toFixed(1).padStart(6);

/** Bytes of every lesson of every published course, brotli, headers counted. */
export default async function lesson(): Promise<void> {
	buildIfNeeded();
	const server = await startServer();
	try {
		console.log(
			'KB, brotli, on the wire. Budgets: page 14, script 3 (30 with a practice), pictures 50, first view 60'
		);
		console.log('page                                      page script pictures first view');
		for (const lang of ['ur', 'en']) {
			const home = (await measure(`${server.url}/${lang}`)).text;
			const courses = [...new Set([...home.matchAll(/\/learn\/([\w-]+)/g)].map((m) => m[1]!))];
			for (const course of courses) {
				const page = (await measure(`${server.url}/${lang}/learn/${course}`)).text;
				const lessons = new Set(
					[...page.matchAll(new RegExp(`/${lang}/learn/${course}/([a-z]\\d+)`, 'g'))].map((m) => m[0])
				);
				for (const path of lessons) {
					const w = await weigh(server.url, path);
					const pictures = w.pictures.reduce((sum, p) => sum + p.bytes, 0);
					console.log(
						`${path.padEnd(40)}${kb(w.page)} ${kb(w.script)}   ${kb(pictures)}     ${kb(w.firstView)}${w.practice ? '  practice' : ''}`
					);
				}
			}
		}
	} finally {
		await server.stop();
		server.remove();
	}
}
