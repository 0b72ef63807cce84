/** Fields of an action's answer in which ours say why; `faults` has a sentence by field of the form. */
const WHY = ['message', 'fault', 'photo', 'faults'];

/** A code of ours is no sentence for anybody. */
const isCode = (text: string) => /^[\w-]*$/.test(text);

/**
 * What an action said to the person whose form it did not take, line by line; '' where it gave no words.
 * @param data of kit's answer: a list in which a field holds the place of its value (devalue)
 */
export function failureWords(data: unknown): string {
	try {
		const all = JSON.parse(data as string) as unknown[];
		const root = all[0] as Record<string, number>;
		const said = WHY.flatMap((name) => {
			const found = all[root[name]!];
			return found && typeof found === 'object'
				? Object.values(found).map((place) => all[place as number])
				: [found];
		});
		const words = said.filter((one): one is string => typeof one === 'string' && !isCode(one));
		return [...new Set(words)].join('\n');
	} catch {
		return '';
	}
}
