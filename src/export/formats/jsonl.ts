import { join } from 'node:path'
import type { Format } from './format.ts'
import { textFile } from './lines.ts'

/** One JSON object a line, NULL as null. */
export const jsonl: Format = (folder) => ({
  open({ name, columns }) {
    const file = textFile(join(folder, `${name}.jsonl`), '')
    return {
      rows: (rows) =>
        file.write(
          rows
            .map(
              (row) =>
                `${JSON.stringify(Object.fromEntries(columns.map((column, place) => [column.name, row[place]])))}\n`,
            )
            .join(''),
        ),
      close: file.close,
    }
  },
  close() {},
})
