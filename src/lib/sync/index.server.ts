export { answerByForm, formEvent, recordForm, type FormAnswer } from './answer-by-form.server.ts';
export { ingest, type Ingest, type Ingested } from './ingest.server.ts';
export { countReceivedAfter, readHead, readLog } from './log.repository.server.ts';
export { openBox } from './open-box.server.ts';
export { readBack, type LogPage } from './read-back.server.ts';
export { recordStaffEvents, type RecordStaffEvents } from './record-staff.server.ts';
export { rebuild, rebuildLearner, type Rebuilt } from './rebuild.server.ts';
export { syncPhone, type PhoneBatch } from './sync-phone.server.ts';
