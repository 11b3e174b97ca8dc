export {
  bundledSources,
  type LoadedSource,
  loadSources,
  readSourceFile,
  type SourceFault,
} from './load-sources.ts'
export { type LinkPattern, type SearchForm, Source, SourceFile } from './source.ts'
