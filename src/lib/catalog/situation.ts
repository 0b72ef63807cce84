/**
 * The four boxes of the syllabus: what she has of her own, and whether she sells already. Her answers choose among cards
 * and stay on her phone; here are only the words for them.
 */
export const BOXES = ['phone', 'cnic', 'wallet', 'sells'] as const;
export type Box = (typeof BOXES)[number];

/** Whom a card is for: those who have it, or those who do not. */
export type Condition = Box | `no-${Box}`;

export const CONDITIONS: readonly Condition[] = BOXES.flatMap((box) => [box, `no-${box}`] as const);
