/** M11. @param answers the latest answers about her, JSON; null when she gave none: nobody is refused for silence */
export function saysUnder18(answers: string | null): boolean {
	if (answers === null) return false;
	const { age } = JSON.parse(answers) as { age?: unknown };
	return age === 'under-18';
}
