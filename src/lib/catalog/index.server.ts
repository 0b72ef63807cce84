export type { Catalogue } from './catalogue.ts';
export { findingLine, type Finding } from './finding.ts';
export { contentDir, readContent } from './read-content.server.ts';
