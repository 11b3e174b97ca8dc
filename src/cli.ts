import './require-node.mjs'
import process from 'node:process'
import { main } from './program.ts'

// A reader that has seen enough (hyoka … | head) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

process.exitCode = await main(process.argv.slice(2), {
  cwd: process.cwd(),
  now: () => new Date(),
  get input() {
    return process.stdin
  },
  out: (data) => process.stdout.write(data),
  err: (text) => process.stderr.write(text),
  outIsTerminal: process.stdout.isTTY === true,
  errIsTerminal: process.stderr.isTTY === true,
  onInterrupt(end) {
    process.once('SIGINT', end)
    process.once('SIGTERM', end)
  },
})
