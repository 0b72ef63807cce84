import type { AuthoredPicture, AuthoredPractice, TextRun, Where } from '../authored.ts';
import type { Findings } from '../finding.ts';
import type { PlayData } from '../play-data.ts';
import type { Yaml } from './yaml.ts';

type Path = (string | number)[];

/** The name of a field is no word of the language. */
const FILLED = /(?<!\{)\{[a-z][a-z0-9_]*\}(?!\})/g;

/**
 * Every text of a played practice with its place, so that the language guides look at each: what is asked is a stem, what
 * can be done an option, what is answered a reason; what people say is speech, whose stops are theirs.
 */
export function playRuns(
	data: PlayData,
	yaml: Yaml,
	findings: Findings
): Pick<AuthoredPractice, 'labels' | 'placeIn'> & { pictures: AuthoredPicture[] } {
	const labels: TextRun[] = [];
	const pictures: AuthoredPicture[] = [];
	const say = (path: Path, where: Where, text: string | undefined) => {
		if (text !== undefined) labels.push({ ...yaml.place(path), text: text.replace(FILLED, '____'), where });
	};
	const picture = (path: Path, name: string, text: string | undefined) => {
		const at = yaml.place(path);
		if (!text?.trim()) findings.add('C3.picture-text', at, name);
		pictures.push({ ...at, name, alt: { ...at, text: text ?? '', where: 'alt' } });
	};
	for (const [i, { label }] of (data.meters ?? []).entries()) say(['meters', i, 'label'], 'label', label);
	for (const [i, { label }] of (data.bins ?? []).entries()) say(['bins', i, 'label'], 'label', label);
	for (const [i, scene] of data.scenes.entries()) {
		const at: Path = ['scenes', i];
		say([...at, 'say'], scene.bin ? 'option' : 'stem', scene.say);
		for (const [n, part] of (scene.show ?? []).entries()) {
			const here: Path = [...at, 'show', n];
			say([...here, 'note'], 'label', part.note);
			if ('picture' in part) picture([...here, 'picture'], part.picture, part.text);
			else if ('lines' in part) {
				const [who, name] =
					'chat' in part ? ['chat', part.chat] : 'call' in part ? ['call', part.call] : ['talk', part.talk];
				say([...here, who], 'label', name);
				for (const [l, line] of part.lines.entries())
					say([...here, 'lines', l], 'speech', typeof line === 'string' ? line : (line.in ?? line.out));
			} else {
				say(here, 'label', 'phone' in part ? part.phone : 'paper' in part ? part.paper : part.days);
				for (const [r, row] of part.rows.entries())
					for (const cell of row) if (typeof cell === 'string') say([...here, 'rows', r], 'label', cell);
			}
		}
		for (const [o, option] of (scene.options ?? []).entries()) {
			const here: Path = [...at, 'options', o];
			say([...here, 'say'], 'option', option.say);
			say([...here, 'why'], 'reason', option.why);
			say([...here, 'then'], 'speech', option.then);
			if (option.picture) picture([...here, 'picture'], option.picture, option.text);
		}
		for (const [bin, why] of Object.entries(scene.why ?? {})) say([...at, 'why', bin], 'reason', why);
		for (const [o, item] of (scene.order ?? []).entries()) say([...at, 'order', o], 'option', item);
		for (const [o, mark] of (scene.marks ?? []).entries()) {
			say([...at, 'marks', o, 'say'], 'option', mark.say);
			say([...at, 'marks', o, 'why'], 'reason', mark.why);
		}
		for (const key of ['right', 'other'] as const) say([...at, key], 'reason', scene[key]);
		say([...at, 'paper'], 'label', scene.paper);
		for (const [r, line] of (scene.reads ?? []).entries()) say([...at, 'reads', r], 'speech', line);
		for (const [f, field] of (scene.fields ?? []).entries()) {
			const here: Path = [...at, 'fields', f];
			for (const key of ['label', 'hint'] as const) say([...here, key], 'label', field[key]);
			for (const [c, choice] of (field.choices ?? []).entries())
				say([...here, 'choices', c], 'label', choice);
			say([...here, 'other'], 'reason', field.other);
		}
	}
	for (const key of ['clean', 'missed'] as const) say(['end', key], 'speech', data.end[key]);
	return { labels, pictures, placeIn: yaml.place };
}
