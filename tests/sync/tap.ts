import type { Intent } from './ledger.ts';
import type { SimulatedPhone } from './simulated-phone.ts';
import type { World } from './world.ts';

const KINDS = {
	card: 3,
	answer: 4,
	practice: 1.5,
	finished: 1,
	draft: 1,
	unknown: 0.4,
	bad: 0.5,
	large: 0.3
};

/** What she does with one touch: few lessons, cards and questions, so that they meet. */
export function tap(world: World, phone: SimulatedPhone, page: string): Intent {
	const { dice } = world;
	const base = { course: 'c1', version: 'v1', lang: 'ur', lesson: dice.pick(['a1', 'a2']) };
	const made = (kind: string, body: Record<string, unknown>, bad = false): Intent => ({
		page,
		kind,
		body,
		bad,
		trueAt: world.now,
		off: phone.off
	});
	// An app newer than the server may say more of an act than the server knows.
	if (phone.newer && dice.chance(0.2)) Object.assign(base, { later: { mood: dice.int(5) } });
	switch (dice.weighed(phone.newer ? { ...KINDS, practice: 5, unknown: 1.5 } : KINDS)) {
		case 'card':
			return made('lesson.card', { ...base, card: `${base.lesson}-0${dice.int(3)}` });
		case 'answer': {
			const choice = dice.pick(['a', 'b', 'c']);
			return made('question.answered', { ...base, item: `q${dice.int(2)}`, choice, right: choice === 'b' });
		}
		case 'practice':
			return made('practice.done', { ...base, practice: 'p1', missed: ['x', 'y'].slice(dice.int(3)) });
		case 'finished':
			return made('lesson.finished', base);
		case 'draft':
			return made('draft.saved', { part: 'policy', value: { days: dice.int(9) } });
		case 'unknown':
			return made('lesson.dreamt', { ...base, of: 'a shop' });
		case 'bad':
			return made(
				'lesson.card',
				dice.chance(0.5) ? { course: 'c1' } : { ...base, card: 'x'.repeat(9000) },
				true
			);
		case 'large': {
			const value = Object.fromEntries(Array.from({ length: 15 }, (_, i) => [`f${i}`, 'ش'.repeat(390)]));
			return made('draft.saved', { part: 'profile', value: { ...value, n: dice.int(99) } });
		}
	}
}
