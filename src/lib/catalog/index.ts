export type * from './course.ts';
export type { Catalogue } from './catalogue.ts';
export { planOf, type MeetingPlan, type MeetingPlans } from './meeting-plan.ts';
export { escapeHtml, isolate } from './isolate.ts';
export { pictureUrl } from './picture-url.ts';
export { lessonById, lessonQuestions, openQuestion, practiceOf, questionById } from './questions.ts';
export { dueValues, fillValues, isOverdue, type Fact, type RegisterValue } from './values.ts';
