/** ۰–۹ and ٠–٩ as 0–9 (K2). Everything else stays. */
export const latinDigits = (text: string): string =>
	text.replace(/[\u06F0-\u06F9\u0660-\u0669]/g, (d) => `${d.charCodeAt(0) & 15}`);
