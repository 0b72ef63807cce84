/** A number of Pakistan as people here write it, with its zero, as text that a spreadsheet leaves alone; others as they are. */
export function phoneText(e164: string): string {
	const mobile = /^\+92(3\d{2})(\d{7})$/.exec(e164);
	if (mobile) return `0${mobile[1]}-${mobile[2]}`;
	return e164;
}
