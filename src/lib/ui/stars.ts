import { star } from './tile.ts';

/**
 * The ring of a course: one khatam a lesson, clockwise from the top in every language (a ring has no reading direction).
 * Paths for `<svg viewBox="-60 -60 120 120">`.
 */
export function ringOfStars(total: number): string[] {
	const radius = 45;
	// Up to eight stand at the drawing's size; more grow smaller, so that neighbours never touch.
	const size = Math.min(13, radius * Math.sin(Math.PI / Math.max(total, 1)) * 0.78);
	return Array.from({ length: total }, (_, i) => {
		const angle = (i / total) * 2 * Math.PI;
		return star(size, 0.77, 0, [radius * Math.sin(angle), -radius * Math.cos(angle)]);
	});
}
