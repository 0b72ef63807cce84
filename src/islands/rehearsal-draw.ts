/** Draws as many questions as a check has, from all lessons in turn, before the lesson's script looks at the page. */
const steps = document.querySelector<HTMLElement>('.steps')!;
const questions = [...steps.querySelectorAll<HTMLElement>('.question')];

const byLesson = new Map<string, HTMLElement[]>();
for (const question of questions) {
	const lesson = question.dataset.lesson!;
	byLesson.set(lesson, [...(byLesson.get(lesson) ?? []), question]);
}
const mixed = <T>(list: T[]) =>
	list
		.map((value) => ({ value, by: Math.random() }))
		.sort((a, b) => a.by - b.by)
		.map(({ value }) => value);

const turns = [...byLesson.values()].map(mixed);
const order = questions.map((_, i) => turns.map((turn) => turn[i])).flatMap(mixed);

/** What is asked this time, in this order. */
export const drawn = order
	.filter((question): question is HTMLElement => Boolean(question))
	.slice(0, Number(steps.dataset.draw));

for (const question of questions) if (!drawn.includes(question)) question.remove();
steps.prepend(...mixed(drawn));
