import { render } from 'svelte/server';
import Builder from '../../../islands/Builder.svelte';
import Pot from '../../../islands/Pot.svelte';
import type { PracticeView } from './practice-view.ts';

export interface DrawnPractice {
	island: 'price' | 'listing';
	id: string;
	/** As a plain form; the phone hydrates it. */
	html: string;
	/** What the island is given, so escaped that it cannot end its script element (C5). */
	json: string;
}

const json = (props: object) => JSON.stringify(props).replace(/</g, '\\u003c');

/** @param lesson its address; a plain practice is looked at below it, and nothing is written by looking */
export function drawPractice(
	practice: PracticeView,
	lesson: string,
	version: string
): DrawnPractice | undefined {
	if (!practice) return undefined;
	const where = { action: `${lesson}/${practice.island}`, version };
	const { practice: id } = practice.props;
	if (practice.island === 'price') {
		const props = { ...practice.props, ...where };
		return { island: 'price', id, html: render(Pot, { props }).body, json: json(props) };
	}
	const props = { ...practice.props, ...where };
	return { island: 'listing', id, html: render(Builder, { props }).body, json: json(props) };
}
