import type { AuthoredPractice } from '../authored.ts';
import type { Lang } from '../course.ts';
import type { Findings, Place } from '../finding.ts';
import { askOf, ASKS, END, type PlayData, type PlayScene } from '../play-data.ts';
import { countWords } from './words.ts';

const SAY = 40;
const OPTION = [1, 14] as const;
const REASON = [8, 22] as const;
const LINE = [1, 24] as const;
const LABEL = [1, 8] as const;
const OPTIONS_APART = 6;

type At = (path: readonly (string | number)[]) => Place;

const dataOf = (practice: AuthoredPractice): PlayData | undefined =>
	practice.type === 'play' ? ((practice.data as PlayData | null) ?? undefined) : undefined;

/** What a played practice must be beyond its schema, in one language: its ways, its bins, its lengths. */
export function checkPlay(practice: AuthoredPractice, lang: Lang, findings: Findings): void {
	const data = dataOf(practice);
	if (!data) return;
	const at: At = practice.placeIn ?? (() => practice);
	checkIds(practice.id, data, at, findings);
	checkWays(data, at, findings);
	for (const [i, scene] of data.scenes.entries()) {
		checkScene(data, scene, (path) => at(['scenes', i, ...path]), findings);
		checkLengths(scene, (path) => at(['scenes', i, ...path]), lang, findings);
	}
	checkFills(data, at, findings);
}

function checkIds(practice: string, data: PlayData, at: At, findings: Findings): void {
	const seen = new Set<string>();
	for (const [i, { id }] of data.scenes.entries()) {
		if (!id.startsWith(practice) || seen.has(id)) findings.add('C3.id', at(['scenes', i, 'id']), id);
		seen.add(id);
	}
}

/** Where a scene can lead, whatever she does. */
function waysOf(data: PlayData, scene: PlayScene): string[] {
	const next = scene.to ?? data.scenes[data.scenes.indexOf(scene) + 1]?.id ?? END;
	if (!scene.options) return [next];
	return scene.options.flatMap((o) => (o.to !== undefined ? [o.to] : o.right ? [next] : []));
}

/** Every way goes somewhere, every scene is reached, and from every scene the end can be reached. */
function checkWays(data: PlayData, at: At, findings: Findings): void {
	const scenes = new Map(data.scenes.map((s) => [s.id, s]));
	const reached = new Set<string>();
	const open = [data.scenes[0]!.id];
	while (open.length) {
		const id = open.pop()!;
		const scene = scenes.get(id);
		if (id === END || reached.has(id) || !scene) continue;
		reached.add(id);
		open.push(...waysOf(data, scene));
	}
	const ends = new Set<string>();
	for (let grown = true; grown;) {
		grown = false;
		for (const scene of data.scenes)
			if (!ends.has(scene.id) && waysOf(data, scene).some((to) => to === END || ends.has(to))) {
				ends.add(scene.id);
				grown = true;
			}
	}
	for (const [i, scene] of data.scenes.entries()) {
		for (const to of waysOf(data, scene))
			if (to !== END && !scenes.has(to))
				findings.add('C3.play', at(['scenes', i]), `${scene.id} leads to ${to}`);
		if (!reached.has(scene.id)) findings.add('C3.play', at(['scenes', i]), `nothing leads to ${scene.id}`);
		if (!ends.has(scene.id))
			findings.add('C3.play', at(['scenes', i]), `from ${scene.id} the end is never reached`);
	}
}

function checkScene(data: PlayData, scene: PlayScene, at: At, findings: Findings): void {
	const say = (what: string, path: (string | number)[] = []) =>
		findings.add('C3.play', at(path), `${scene.id}: ${what}`);
	const bins = data.bins?.map((b) => b.id) ?? [];
	if (scene.bin) {
		for (const bin of scene.bin) if (!bins.includes(bin)) say(`no bin ${bin}`, ['bin']);
		for (const bin of bins) if (!scene.why?.[bin]) say(`no reason for the bin ${bin}`);
		for (const bin of Object.keys(scene.why ?? {})) if (!bins.includes(bin)) say(`why: ${bin} is no bin`);
	}
	const ask = askOf(scene);
	const foreign = [
		['why', 'bin'],
		['amount', 'bin'],
		['also', 'order'],
		['unit', 'number'],
		['paper', 'fields'],
		['reads', 'fields'],
		['local', 'fields']
	] as const;
	for (const [key, of] of foreign)
		if (scene[key] !== undefined && ask !== of) say(`${key}: belongs to ${of}:`, [key]);
	const meters = data.meters?.map((m) => m.id) ?? [];
	for (const effects of [scene.meters, ...(scene.options ?? []).map((o) => o.meters)])
		for (const id of Object.keys(effects ?? {})) if (!meters.includes(id)) say(`no meter ${id}`);
	if (scene.meters && scene.options) say('meters: belongs to its options', ['meters']);
	const talks = scene.show?.some((part) => 'chat' in part || 'call' in part || 'talk' in part);
	for (const [o, option] of (scene.options ?? []).entries())
		if (option.then && !talks) say('then: nobody is shown who says it', ['options', o, 'then']);
	const pictured = scene.options?.filter((o) => o.picture).length ?? 0;
	if (pictured && pictured !== scene.options!.length) say('every option has a picture, or none');
	const placed = scene.marks?.filter((m) => m.at).length ?? 0;
	if (placed && placed !== scene.marks!.length) say('every mark has its place, or none');
	if (placed && !scene.show?.some((part) => 'picture' in part)) say('at: needs a picture in show:');
	for (const [f, field] of (scene.fields ?? []).entries())
		if (scene.local && field.keep) say('what is local is kept nowhere', ['fields', f]);
	if (new Set(scene.fields?.map((f) => f.id)).size !== (scene.fields?.length ?? 0))
		say('a field is named twice', ['fields']);
}

/** A text says only what some field holds. */
function checkFills(data: PlayData, at: At, findings: Findings): void {
	const fields = new Set(data.scenes.flatMap((s) => s.fields ?? []).map((f) => f.id));
	for (const [i, scene] of data.scenes.entries())
		for (const [, id] of JSON.stringify(scene).matchAll(/(?<!\{)\{([a-z][a-z0-9_]*)\}(?!\})/g))
			if (!fields.has(id!)) findings.add('C3.play', at(['scenes', i]), `${scene.id}: no field ${id}`);
}

function checkLengths(scene: PlayScene, at: At, lang: Lang, findings: Findings): void {
	const rule = lang === 'ur' ? 'U11' : 'E11';
	const within = (
		[least, most]: readonly [number, number],
		text: string | undefined,
		path: (string | number)[]
	) => {
		const words = text === undefined ? least : countWords(text);
		if (words < least || words > most)
			findings.add(rule, at(path), `“${text}” has ${words} words, not ${least}–${most}`);
	};
	within([1, SAY], scene.say, ['say']);
	for (const [p, part] of (scene.show ?? []).entries()) {
		if ('lines' in part)
			for (const [l, line] of part.lines.entries())
				within(LINE, typeof line === 'string' ? line : (line.in ?? line.out), ['show', p, 'lines', l]);
	}
	for (const [o, option] of (scene.options ?? []).entries()) {
		within(OPTION, option.say, ['options', o, 'say']);
		within(REASON, option.why, ['options', o, 'why']);
		within(LINE, option.then, ['options', o, 'then']);
	}
	const counts = (scene.options ?? []).map((o) => countWords(o.say));
	if (counts.length && Math.max(...counts) - Math.min(...counts) > OPTIONS_APART)
		findings.add(
			rule,
			at(['options']),
			`${scene.id}: options ${Math.max(...counts) - Math.min(...counts)} words apart`
		);
	for (const [bin, why] of Object.entries(scene.why ?? {})) within(REASON, why, ['why', bin]);
	for (const [o, mark] of (scene.marks ?? []).entries()) {
		within(OPTION, mark.say, ['marks', o, 'say']);
		within(REASON, mark.why, ['marks', o, 'why']);
	}
	for (const [o, item] of (scene.order ?? []).entries()) within(OPTION, item, ['order', o]);
	for (const key of ['right', 'other'] as const) within(REASON, scene[key], [key]);
	for (const [f, field] of (scene.fields ?? []).entries()) {
		within(LABEL, field.label, ['fields', f, 'label']);
		within(REASON, field.other, ['fields', f, 'other']);
	}
}

/** What must be equal in both languages, scene by scene: everything but the words. */
const shapeOf = (scene: PlayScene) => {
	const { options, marks, fields, show } = scene;
	return {
		asks: ASKS.filter((ask) => scene[ask] !== undefined).join(),
		way: `${scene.to ?? ''} ${JSON.stringify(scene.meters ?? {})}`,
		shown: show
			?.map(
				(p) =>
					`${Object.keys(p)[0]} ${'picture' in p ? p.picture : 'rows' in p ? p.rows.length : p.lines.length}`
			)
			.join(', '),
		options: options
			?.map(
				(o) => `${o.right ? 'x' : '-'} ${o.to ?? ''} ${o.picture ?? ''} ${JSON.stringify(o.meters ?? {})}`
			)
			.join(', '),
		bin: scene.bin && `${scene.bin.join()} ${scene.amount ?? ''}`,
		order: scene.order && `${scene.order.length} ${(scene.also ?? []).join()}`,
		marks: marks?.map((m) => `${m.need ? 'x' : '-'} ${m.at ?? ''}`).join(', '),
		number: scene.number !== undefined ? `${scene.number} ${scene.unit ?? ''}` : undefined,
		fields: fields
			?.map((f) =>
				[
					f.id,
					f.choices?.length ?? 0,
					(f.right ?? []).map((r) => f.choices?.indexOf(r)).join('+'),
					f.accept ? 'typed' : '',
					f.own ?? '',
					f.number ?? '',
					f.keep ?? ''
				].join(' ')
			)
			.join(', '),
		reads: `${scene.paper ? 1 : 0} ${scene.reads?.length ?? 0} ${scene.local ?? ''}`
	};
};

/** Same scenes in the same order with the same grades, ways and amounts in both languages. */
export function comparePlay(ur: AuthoredPractice, en: AuthoredPractice, findings: Findings): void {
	const [mine, theirs] = [dataOf(ur), dataOf(en)];
	if (!mine || !theirs) return;
	const at: At = en.placeIn ?? (() => en);
	const heads = (d: PlayData) =>
		JSON.stringify([
			(d.meters ?? []).map(({ id, as, start, max }) => [id, as, start, max]),
			(d.bins ?? []).map(({ id, sum }) => [id, sum]),
			d.scenes.map((s) => s.id)
		]);
	if (heads(mine) !== heads(theirs))
		findings.add(
			'C3.language',
			at(['scenes']),
			`${en.id}: meters, bins or scenes are ${heads(theirs)}, in Urdu ${heads(mine)}`
		);
	for (const [i, scene] of theirs.scenes.entries()) {
		const twin = mine.scenes.find((s) => s.id === scene.id);
		if (!twin) continue;
		const [a, b] = [shapeOf(scene), shapeOf(twin)];
		for (const key of Object.keys(a) as (keyof typeof a)[])
			if (a[key] !== b[key])
				findings.add('C3.language', at(['scenes', i]), `${scene.id}: ${key} is ${a[key]}, in Urdu ${b[key]}`);
	}
}
