import type { Question } from '../catalog/index.ts';

/** Digits as people type them: 0–9, ۰–۹ and ٠–٩; commas and spaces between them do not matter. */
export function readAmount(text: string): string | null {
	const plain = text
		.trim()
		.replace(/[\u06F0-\u06F9]/g, (d) => String(d.charCodeAt(0) - 0x06f0))
		.replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x0660))
		.replace(/[\u2212\u2013]/g, '-')
		.replace(/[,،٬\s]/g, '');
	if (!/^[-+]?\d{1,9}$/.test(plain)) return null;
	return String(Number(plain));
}

/** Whether a choice, as written in events, is one of the accepted answers. */
export const isRight = (question: Pick<Question, 'type' | 'key'>, choice: string): boolean =>
	question.key.includes(question.type === 'amount' ? (readAmount(choice) ?? '') : choice);
