import type { Course, OpenQuestion } from '../catalog/index.ts';
import { packOf, type Dealt, type Pack } from './draw-form.ts';

/** All of an item that may leave the server: written as a list of what goes, so that a new field stays here (C6). */
export const openItem = ({ id, type, stem, picture, unit, options }: OpenQuestion): OpenQuestion => ({
	id,
	type,
	stem,
	picture,
	unit,
	options: options.map(({ letter, text, at }) => ({ letter, text, at }))
});

/**
 * The pack as a phone may have it, to draw a form without a signal (A1). Of an open bank only: a closed one is worth
 * nothing once everybody can read it, so its forms are drawn by the server alone and this has no items (C6).
 */
export function openPack(course: Pick<Course, 'version' | 'check' | 'openBank'>): Pack<OpenQuestion & Dealt> {
	const { version, draw, must, items } = packOf(course);
	return {
		version,
		draw,
		...(must && { must }),
		items: course.openBank ? items.map((item) => ({ ...openItem(item), rank: item.rank })) : []
	};
}
