/** What spreadsheets take for the beginning of a formula, the full-width signs of Japanese locales included. */
const DANGEROUS = /^[=+\-@\t\r'＝＋－＠]/u

/**
 * A text that a spreadsheet would run as a formula gets an apostrophe in front. So does one that begins with an
 * apostrophe, so that taking one away from every text that begins with it gives the texts back.
 */
export const guarded = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text)
