/** On the pages of her shop: what they show is kept, so that it can be read without a signal. */
import { canBeTold } from '#lib/offline/index.ts';
import { fetchDesk } from './fetch-desk.ts';

// What a browser cannot do is not offered.
const notices = document.querySelector<HTMLElement>('a[data-notices]');
if (notices && canBeTold()) notices.hidden = false;

void fetchDesk().catch(() => undefined);
