/** On the pages of her shop: what they show is kept, so that it can be read without a signal. */
import { fetchDesk } from './fetch-desk.ts';

void fetchDesk().catch(() => undefined);
