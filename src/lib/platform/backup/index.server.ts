export { freeName, KEPT, makeBackup, ownerOnly, stampOf, type MakeBackup } from './make-backup.server.ts';
export { DATABASE, newestBackup, readBackup, type Manifest, type Unusable } from './manifest.server.ts';
export { moveToPostgres, type Moved, type MoveRefusal } from './move-to-postgres.server.ts';
export { countServers, PostgresTool, putBackPostgres } from './postgres.server.ts';
export { isSqliteInUse, type Progress } from './sqlite.server.ts';
export { readLastBackup } from './last-backup.server.ts';
