/** How much repeating a word and the length of a text weigh; the usual values of BM25. */
const REPETITION = 1.2
const LENGTH = 0.75

/**
 * BM25 of each folded text for the folded words, as if these texts were all there are: the rarer a word among them, the
 * more it weighs.
 */
export function scores(texts: readonly string[], words: readonly string[]): number[] {
  const average = texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length)
  const counts = words.map((word) => texts.map((text) => text.split(word).length - 1))
  const weights = counts.map((inTexts) => {
    const having = inTexts.filter((count) => count > 0).length
    return Math.log(1 + (texts.length - having + 0.5) / (having + 0.5))
  })
  return texts.map((text, index) => {
    const norm = REPETITION * (1 - LENGTH + (LENGTH * text.length) / average)
    return weights.reduce((score, weight, word) => {
      const count = counts[word]![index]!
      return score + (weight * count * (REPETITION + 1)) / (count + norm)
    }, 0)
  })
}
