import { type Cell, type CellValue, formatCellValue } from '@cj-tech-master/excelts'
import { withEra } from './formats.ts'

/** The text of a cell as the sheet shows it: formatted, formulas by their stored result. */
export function cellText(cell: Cell): string {
  const format = typeof cell.numFmt === 'string' ? cell.numFmt : (cell.numFmt?.formatCode ?? 'General')
  return valueText(cell.value, format).replace(/\r\n?/g, '\n')
}

function valueText(value: CellValue, format: string): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value === 'number') return numberText(value, format)
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? '' : formatCellValue(value, withEra(format, value))
  }
  if ('error' in value) return String(value.error)
  if ('checkbox' in value) return value.checkbox ? '☑' : '☐'
  if ('formula' in value || 'sharedFormula' in value) return valueText(value.result as CellValue, format)
  if ('richText' in value && value.richText) return value.richText.map((run) => run.text).join('')
  if ('text' in value) return valueText(value.text as CellValue, format)
  return ''
}

/** [DBNum3] writes full-width digits; the library prints the mark itself. */
function numberText(value: number, format: string): string {
  const plain = format.replace(/\[DBNum\d\]/gi, '')
  const text = formatCellValue(value, plain.replace(/\[\$-[^\]]*\]General/i, 'General') || 'General')
  if (!/\[DBNum3\]/i.test(format)) return text
  return text.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}
