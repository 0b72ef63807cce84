import { isUuid } from '#lib/platform/ids.ts';

/** Ids of organisations, classes and people in addresses of staff: anything else is no such page. */
export const match = isUuid;
