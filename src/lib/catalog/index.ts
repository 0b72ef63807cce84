export type * from './course.ts';
export type { Catalogue } from './catalogue.ts';
