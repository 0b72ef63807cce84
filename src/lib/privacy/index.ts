export { KINDS, type Kind } from './own-tables.ts';
