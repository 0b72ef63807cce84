/** The same tests on PostgreSQL, each on a copy of data that was moved there from SQLite. */
import config from './playwright.config.ts';

process.env.QADAM_E2E_ENGINE = 'postgres';

export default { ...config, outputDir: '../../test-results/on-postgres' };
