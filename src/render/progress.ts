import { basename } from 'node:path'
import { SingleBar } from 'cli-progress'

export type Progress = { readonly show: (done: number, path: string) => void; readonly close: () => void }

/** A progress bar over `total` files. It switches nothing of the terminal off that an interruption would leave so. */
export function openProgress(stream: NodeJS.WritableStream, total: number): Progress {
  const bar = new SingleBar({
    format: '{bar} {value}/{total} {file}',
    barsize: 24,
    linewrap: true,
    clearOnComplete: true,
    stream,
  })
  bar.start(total, 0, { file: '' })
  return {
    show: (done, path) => bar.update(done, { file: basename(path) }),
    close: () => bar.stop(),
  }
}
