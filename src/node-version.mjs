// Plain JavaScript for any Node from 14 on: it has to run where the rest of the program cannot.
const needed = [22, 18]

/**
 * What to tell somebody whose Node is too old; undefined when it is new enough.
 * @param {string} version as in process.versions.node
 * @returns {string | undefined}
 */
export function nodeRefusal(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return undefined
  return (
    `hyoka needs Node.js ${needed.join('.')} or newer; this is v${version}. ` +
    'Start it with npm start or npx hyoka (npm install brings a fitting Node.js), or get one from https://nodejs.org.'
  )
}
