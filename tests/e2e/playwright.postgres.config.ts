/** The same tests on PostgreSQL, each on a copy of data that was moved there from SQLite. */
process.env.QADAM_E2E_ENGINE = 'postgres';

export { default } from './playwright.config.ts';
