export {
  bundledSources,
  type LoadedSource,
  loadSources,
  readSourceFile,
  type SourceFault,
} from './load-sources.ts'
export { LinkPattern, SearchForm, Source, SourceFile } from './source.ts'
