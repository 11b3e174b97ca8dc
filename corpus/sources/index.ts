export { addSource, type NewSource } from './add-source.ts'
export {
  type LocalGovernment,
  localGovernment,
  localGovernmentsNamed,
  localGovernmentsOf,
} from './agencies.ts'
export { checkSources } from './check-sources.ts'
export {
  bundledSources,
  type LoadedSource,
  loadSources,
  readSourceFile,
  type SourceFault,
} from './load-sources.ts'
export { type LinkPattern, type SearchForm, Source, SourceFile } from './source.ts'
