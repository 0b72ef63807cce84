import type { Question } from '../catalog/index.ts';
import { latinDigits } from '../platform/digits.ts';

/** Digits as people type them: 0–9, ۰–۹ and ٠–٩; commas and spaces between them do not matter. */
export function readAmount(text: string): string | null {
	// \u2212 and \u2013: the minus that our own pages show, and the dash that some keyboards have.
	const plain = latinDigits(text)
		.replace(/[\u2212\u2013]/g, '-')
		.replace(/[,،٬\s]/g, '');
	return /^[-+]?\d{1,9}$/.test(plain) ? `${+plain}` : null;
}

/** Whether a choice, as written in events, is one of the accepted answers. */
export const isRight = (question: Pick<Question, 'type' | 'key'>, choice: string): boolean =>
	question.key.includes(question.type === 'amount' ? (readAmount(choice) ?? '') : choice);
