import type { ChangeRow, Unplaced } from '../../records/index.ts'
import type { TextPage } from './pages.ts'

export function readChangeTable(_pages: readonly TextPage[]): { changes: ChangeRow[]; unplaced: Unplaced[] } {
  return { changes: [], unplaced: [] }
}
