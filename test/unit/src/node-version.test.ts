import { expect, test } from 'vitest'
import { nodeRefusal } from '../../../src/node-version.mjs'

test.each(['22.18.0', '22.20.1', '23.0.0', '24.21.0'])('Node %s is new enough', (version) => {
  expect(nodeRefusal(version)).toBeUndefined()
})

test.each(['14.0.0', '20.19.5', '22.17.9'])(
  'Node %s is refused in one line that says what to do',
  (version) => {
    const message = nodeRefusal(version)
    expect(message).toMatch(
      new RegExp(`^hyoka needs Node.js 22.18 or newer; this is v${version.replaceAll('.', '\\.')}\\. `),
    )
    expect(message).toContain('npm start')
    expect(message).not.toContain('\n')
  },
)
