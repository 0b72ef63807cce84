import { expect, test } from 'vitest';
import { AUDIENCE } from '../selling/index.ts';
import { PARTNER_ID } from './partner.ts';

test('M8 no partner can be named so that its ids are those of the list of sellers', () =>
	expect(AUDIENCE).not.toMatch(PARTNER_ID));
