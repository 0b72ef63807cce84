/** A small mark at every course that this phone keeps whole. */
import { canKeep, keptCourses } from '#lib/offline/index.ts';

export async function markKept(): Promise<void> {
	const marks = [...document.querySelectorAll<HTMLElement>('[data-kept]')];
	if (!marks.length || !canKeep()) return;
	const kept = (await keptCourses())
		.filter(({ whole }) => whole)
		.map(({ course, lang }) => `${course}/${lang}`);
	for (const mark of marks) mark.hidden = !kept.includes(mark.dataset.kept!);
}
