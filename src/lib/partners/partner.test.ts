import { expect, test } from 'vitest';
import { listAudience, readMarketplace } from '../selling/index.ts';
import { PARTNER_ID } from './partner.ts';

test.each(['bazaar', 'list', 'of-sellers', 'a1'])(
	'M8 no partner can be named so that its ids are those of the list for %s',
	(word) => {
		expect(readMarketplace(word)).toBe(word);
		expect(listAudience(word)).not.toMatch(PARTNER_ID);
	}
);
