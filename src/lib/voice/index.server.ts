export { keepRecording, type KeepRefusal } from './keep-recording.server.ts';
export {
	publishRecording,
	takeBack,
	takeBackAnywhere,
	type PublishRefusal
} from './publish-recording.server.ts';
export {
	readTake,
	readVoiceDesk,
	readVoiceLesson,
	type DeskCard,
	type DeskCourse,
	type Progress
} from './read-desk.server.ts';
export { serveSpan } from './serve-span.server.ts';
export { listHeard, readVoice, readVoices, type HeardRecording } from './read-voices.server.ts';
