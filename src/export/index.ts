export { type FormatName, formats } from './formats/index.ts'
export {
  type MappingResult,
  mappingExtensions,
  readMapping,
  runMapping,
  WrongMapping,
} from './mapping/index.ts'
export type { ExportRequest, ExportResult } from './request.ts'
export { OutputExists, runExport, tablesFor } from './run-export.ts'
export { exportTables } from './tables.ts'
