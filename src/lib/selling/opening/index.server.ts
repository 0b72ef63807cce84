/** Opening a shop question by question (M1, M8–M11). */
export { answerStep, type AnswerRefusal } from './answer-step.server.ts';
export { openWithAnswers, type OpenRefusal } from './open-with-answers.server.ts';
export { readOpening, readOwnQr, type Opening } from './read-opening.server.ts';
export type { OpeningStop } from './may-open.server.ts';
