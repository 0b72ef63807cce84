/** The chosen first, in their order; then the others. */
export const chosenFirst = <P extends { id: string }>(
	people: readonly P[],
	chosen: readonly string[]
): P[] => {
	const isChosen = ({ id }: P) => chosen.includes(id);
	return [...people.filter(isChosen), ...people.filter((one) => !isChosen(one))];
};

/** Of what an address or a form names, who is in the class. */
export const among = (people: readonly { id: string }[], asked: readonly unknown[]): string[] =>
	people.filter(({ id }) => asked.includes(id)).map(({ id }) => id);
