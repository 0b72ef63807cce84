/**
 * The Vendure of `npm run test:vendure`: its core alone, on loopback, with a database file of its own. Says when it is ready.
 * PORT, DATABASE, SUPERADMIN and PASSWORD come from the environment.
 */
import core from '@vendure/core';

const { bootstrap, DefaultLogger, LogLevel, dummyPaymentHandler } = core;
const { PORT, DATABASE, SUPERADMIN, PASSWORD } = process.env;

await bootstrap({
	apiOptions: {
		hostname: '127.0.0.1',
		port: Number(PORT),
		adminApiPath: 'admin-api',
		shopApiPath: 'shop-api'
	},
	authOptions: {
		// Sellers' browsers use cookies; our connector and these tests carry the session in a header.
		tokenMethod: ['bearer', 'cookie'],
		superadminCredentials: { identifier: SUPERADMIN, password: PASSWORD },
		cookieOptions: { secret: 'only-for-tests' }
	},
	dbConnectionOptions: { type: 'better-sqlite3', database: DATABASE, synchronize: true },
	paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
	logger: new DefaultLogger({ level: LogLevel.Error, timestamp: false }),
	plugins: []
});
console.log('Vendure is ready');
