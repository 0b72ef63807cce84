import type { SealedField } from '../platform/sealed-fields.server.ts';
import { aboutPhone } from './notices/own-notices.server.ts';
import { aboutSecret } from './webhooks/webhook-carrier.server.ts';

export const sellingSealed: readonly SealedField[] = [
	{
		table: 'webhook_secret',
		key: ['endpoint_id', 'version'],
		column: 'sealed',
		about: (row) => aboutSecret(row.endpoint_id!)
	},
	{ table: 'push_phone', key: ['phone_hash'], column: 'sealed', about: (row) => aboutPhone(row.phone_hash!) }
];
