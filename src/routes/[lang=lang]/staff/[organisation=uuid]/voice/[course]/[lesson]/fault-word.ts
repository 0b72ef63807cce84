import { m } from '#lib/platform/i18n/paraglide/messages.js';
import type { VoiceFault } from './+page.server.ts';

/** Why a recording was not kept, and what to do. */
export const faultWord = (fault: VoiceFault): string =>
	({
		empty: m.voice_fault_empty,
		big: m.voice_fault_big,
		kind: m.voice_fault_kind,
		codec: m.voice_fault_codec,
		broken: m.voice_fault_broken,
		long: m.voice_fault_long,
		words: m.voice_fault_words,
		used: m.voice_fault_used,
		gone: m.voice_fault_gone
	})[fault]();
