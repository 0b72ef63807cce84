export { dueNow, type Said } from './decide-due.ts';
export { QUESTIONS, readAnswers } from './read-answers.ts';
