import { ddl as spine } from './001-spine.ts';
import { ddl as readers } from './002-readers.ts';
import { ddl as cohorts } from './003-cohorts.ts';
import { ddl as heldActs } from './004-held-acts.ts';
import { ddl as recordings } from './005-recordings.ts';
import { ddl as itemFigures } from './006-item-figures.ts';
import { ddl as webhooks } from './007-webhooks.ts';
import { ddl as partners } from './008-partners.ts';
import { ddl as shop } from './009-shop.ts';
import { ddl as opening } from './010-opening.ts';
import { ddl as notices } from './011-notices.ts';
import { ddl as vendure } from './012-vendure.ts';
import { ddl as appeals } from './013-appeals.ts';
import { ddl as reports } from './014-reports.ts';
import { ddl as followUps } from './015-follow-ups.ts';
import { ddl as editions } from './016-editions.ts';

/** Every migration by its name, in the order in which they run. */
export const migrations: Readonly<Record<string, string>> = {
	'001-spine': spine,
	'002-readers': readers,
	'003-cohorts': cohorts,
	'004-held-acts': heldActs,
	'005-recordings': recordings,
	'006-item-figures': itemFigures,
	'007-webhooks': webhooks,
	'008-partners': partners,
	'009-shop': shop,
	'010-opening': opening,
	'011-notices': notices,
	'012-vendure': vendure,
	'013-appeals': appeals,
	'014-reports': reports,
	'015-follow-ups': followUps,
	'016-editions': editions
};
