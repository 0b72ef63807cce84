import { isLang } from '#lib/platform/country/lang.ts';
import type { Lang } from '#lib/catalog/index.ts';

/** The languages a learner page has; the first part of its address. */
export const match = (param: string): param is Lang => isLang(param);
