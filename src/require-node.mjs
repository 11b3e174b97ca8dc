// Imported before anything else, so that the refusal comes before any module that an old Node cannot load.
import { nodeRefusal } from './node-version.mjs'

const refusal = nodeRefusal(process.versions.node)
if (refusal !== undefined) {
  console.error(refusal)
  process.exit(2)
}
