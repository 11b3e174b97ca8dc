/** Longer texts are seldom the same. */
const LONGEST = 60

/**
 * Gives rows back with each short text that an earlier row had, too, taken from there: SQLite gives a new copy of every
 * text, and most of what tens of thousands of rows say are the same few words.
 */
export function sharedTexts(): <Row extends object>(row: Row) => Row {
  const known = new Map<string, string>()
  return (row) => {
    for (const [name, value] of Object.entries(row)) {
      if (typeof value !== 'string' || value.length > LONGEST) continue
      const same = known.get(value)
      if (same === undefined) known.set(value, value)
      else Object.assign(row, { [name]: same })
    }
    return row
  }
}
