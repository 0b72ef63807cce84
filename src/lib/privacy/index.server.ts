export { countOwnData } from './count-own-data.server.ts';
export { askToDelete, deleteOwnData, type AskRefusal, type DeleteRefusal } from './delete-own-data.server.ts';
export { FORMAT, readOwnData, type OwnData } from './read-own-data.server.ts';
