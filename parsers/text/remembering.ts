/** Longer texts are seldom asked for twice. */
const MOST_CHARACTERS = 200

/**
 * The same function, which remembers what it said of the last texts (`most` of them at the most): a document asks of its few
 * thousand lines and labels the same some hundred thousand times.
 */
export function remembering<Value>(of: (text: string) => Value, most = 5000): (text: string) => Value {
  const said = new Map<string, Value>()
  return (text) => {
    if (text.length > MOST_CHARACTERS) return of(text)
    const known = said.get(text)
    if (known !== undefined || said.has(text)) return known as Value
    const value = of(text)
    if (said.size >= most) said.clear()
    said.set(text, value)
    return value
  }
}
