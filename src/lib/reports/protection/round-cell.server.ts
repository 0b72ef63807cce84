import { createHmac } from 'node:crypto';

/** The step of every published count. */
export const STEP = 5;

export type Round = (cellName: string, n: number) => number;

/**
 * R3. Rounds a count to a multiple of 5, up or down by a number 0–4 that is made of the installation's key and the cell's
 * name alone: the same count in the same cell is the same number in every edition, a greater count is never a smaller
 * number, 0 and multiples of 5 stay, and who reads it knows what it was rounded from to ±4.
 * @param key of the installation; who has it can narrow what was rounded
 */
export function roundWith(key: string | Uint8Array): Round {
	return (cellName, n) => {
		const up = createHmac('sha256', key).update(cellName).digest().readUInt32BE() % STEP;
		return Math.floor((n + up) / STEP) * STEP;
	};
}
