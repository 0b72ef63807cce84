import type { Course } from '../catalog/index.ts';
import type { Db } from '../platform/db.server.ts';
import * as rows from './histories.repository.server.ts';
import type { Surroundings } from './history.ts';

/** What one run of the fold remembers: the lessons of versions, which never change once they were live. */
export class FactReader {
	readonly #lessons = new Map<string, readonly string[]>();

	/** By time: of the versions that were ever live here, the newest that was by then; of what is older than all, the first. */
	async lessonsOf(db: Db): Promise<Surroundings['lessonsOf']> {
		const of = new Map<string, { from: number; lessons: readonly string[] }[]>();
		for (const { course, version, published_at: from } of await rows.readVersionTimes(db)) {
			const key = `${course}@${version}`;
			let lessons = this.#lessons.get(key);
			if (!lessons) {
				const { body } = await rows.readVersionBody(db, course, version);
				lessons = ((JSON.parse(body) as Partial<Course>).lessons ?? []).map(({ id }) => id);
				this.#lessons.set(key, lessons);
			}
			of.set(course, [...(of.get(course) ?? []), { from, lessons }]);
		}
		return (course, at) => {
			const versions = of.get(course);
			return (versions?.findLast(({ from }) => from <= at) ?? versions?.[0])?.lessons;
		};
	}
}
