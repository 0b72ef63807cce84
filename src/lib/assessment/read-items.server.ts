import type { CheckItem, Course } from '../catalog/index.ts';
import type { Services } from '../services.server.ts';
import { readCountedVersions, readItemCounts } from './count-items.server.ts';
import { figuresOf, type ItemFigures } from './item-figures.ts';

/** A bank in one version, of those that anybody has tried and those that are shown now. */
export interface Bank {
	course: Course;
	/** The version that learners get now. */
	current: boolean;
	/** The most tries that any of its items has. */
	tries: number;
}

/** Shown courses in their order, each with its newest version first, then the most tried; those shown no more at the end. */
export async function listBanks({ db, catalogue }: Pick<Services, 'db' | 'catalogue'>): Promise<Bank[]> {
	const shown = catalogue.earned().filter((c) => c.check.items.length > 0);
	const place = (id: string) => {
		const at = shown.findIndex((c) => c.id === id);
		return at < 0 ? shown.length : at;
	};
	const counted = await readCountedVersions(db);
	const triesOf = ({ id, version }: Course) =>
		counted.find((c) => c.course === id && c.version === version)?.tries ?? 0;
	const isShown = (id: string, version: string) => shown.some((c) => c.id === id && c.version === version);
	const former = counted
		.filter((c) => !isShown(c.course, c.version))
		.flatMap((c) => catalogue.version(c.course, c.version) ?? []);
	return [
		...shown.map((course) => ({ course, current: true, tries: triesOf(course) })),
		...former.map((course) => ({ course, current: false, tries: triesOf(course) }))
	].sort(
		(a, b) =>
			place(a.course.id) - place(b.course.id) || Number(b.current) - Number(a.current) || b.tries - a.tries
	);
}

export interface ReadItem {
	item: CheckItem;
	figures: ItemFigures;
}

/** Every item of a bank with its numbers, in the order of the bank. For administrators: the keys are among them (C6). */
export async function readItems({ db }: Pick<Services, 'db'>, course: Course): Promise<ReadItem[]> {
	const counts = await readItemCounts(db, course.id, course.version);
	return course.check.items.map((item) => ({ item, figures: figuresOf(item, counts.get(item.id)) }));
}
