import { offerListening } from '../lib/ui/listen.ts';

/** Listen buttons of pages that have no other script of their own. */
offerListening();
