/** Lines to be copied into another page. */
import { offerCopies } from './copies.ts';

offerCopies();
