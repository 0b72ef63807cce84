import { wallPapers } from '#lib/catalog/index.ts';
import { render } from 'svelte/server';
import Builder from '../../../islands/Builder.svelte';
import Play from '../../../islands/Play.svelte';
import Pot from '../../../islands/Pot.svelte';
import type { PracticeView } from './practice-view.ts';

export interface DrawnPractice {
	island: 'price' | 'listing' | 'play';
	id: string;
	/** As a plain form; the phone hydrates it. */
	html: string;
	/** What the island is given, so escaped that it cannot end its script element (C5). */
	json: string;
	/** What it makes for a wall, as a page to print. */
	paper?: { title: string; href: string };
}

const json = (props: object) => JSON.stringify(props).replace(/</g, '\\u003c');

/**
 * What the practice needs on the phone: its scenes with its script, its pictures when their scene comes. A template loads
 * nothing, and the addresses in it are found when the course is packed.
 */
const inWaiting = (source: string, pictures: Record<string, string>) => {
	const all = Object.values(pictures).map((src) => `<img src="${src}" alt="">`);
	return `<template><link rel="modulepreload" href="${source}">${all.join('')}</template>`;
};

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
	if (practice.island === 'play') {
		const props = { ...practice.props, ...where, source: `${lesson}/play.js` };
		const html = render(Play, { props: { ...props, ...practice.data } }).body;
		const [paper] = wallPapers(practice.data.data);
		return {
			island: 'play',
			id,
			html: inWaiting(props.source, practice.data.pictures) + html,
			json: json(props),
			...(paper && { paper: { title: paper.paper, href: `${lesson}/paper` } })
		};
	}
	const props = { ...practice.props, ...where };
	return { island: 'listing', id, html: render(Builder, { props }).body, json: json(props) };
}
