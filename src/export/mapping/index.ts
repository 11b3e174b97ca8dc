export { readMapping, WrongMapping } from './mapping-file.ts'
export { type MappingResult, mappingExtensions, runMapping } from './run-mapping.ts'
