import type { SheetKind } from '#lib/cohorts/index.server.ts';

/** How a table can be taken along. */
export const match = (param: string): param is SheetKind => param === 'xlsx' || param === 'csv';
