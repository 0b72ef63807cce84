export type { Catalogue } from './catalogue.ts';
export { readDueValues } from './due-values.server.ts';
export { findingLine, type Finding } from './finding.ts';
export { readVersions } from './catalog.repository.server.ts';
export { openCatalogue, type OpenCatalogueOptions } from './open-catalogue.server.ts';
export {
	publishOutside,
	withdrawOutside,
	type Outside,
	type OutsideRefusal
} from './publish-outside.server.ts';
export { pictureHeaders } from './picture-headers.ts';
export { publish, type PublishOptions, type PublishReport } from './publish.server.ts';
export {
	currentEdition,
	findPublished,
	type ManifestPart,
	type PublishedEdition,
	type PublishedPart
} from './published.server.ts';
export { checkCountry } from './country/check-country.server.ts';
export { contentDir, readContent } from './read-content.server.ts';
export { readBuiltAsset } from './read-built-asset.server.ts';
export type { RenderedPage, RenderPage } from './render-parts.server.ts';
export { saidOf, shortSaid, type Said } from './said.server.ts';
export { serveFormer } from './serve-former.server.ts';
export { INTERNAL_HEADER, PART_HEADER, servePublished } from './serve-published.server.ts';
