export { MOST_BYTES, MOST_MS } from './read-recording.ts';
export type { VoiceList } from './voice-list.ts';
export { isVoice, VOICES, wordsLang, type Voice } from './voices.ts';
