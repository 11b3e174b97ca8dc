import { parentPort, workerData } from 'node:worker_threads'
import type { ExportRequest, ExportResult } from './request.ts'
import { writeExport } from './write-export.ts'

/** What the thread says: which table's turn it is, and at the end what was written. */
export type WriterMessage =
  | { readonly kind: 'table'; readonly table: string }
  | { readonly kind: 'written'; readonly result: ExportResult }

const { folder, request } = workerData as { folder: string; request: Omit<ExportRequest, 'progress'> }
const say = (message: WriterMessage): void => parentPort!.postMessage(message)
say({
  kind: 'written',
  result: await writeExport(folder, request, (table) => say({ kind: 'table', table })),
})
