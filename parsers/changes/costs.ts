/**
 * What speaks against a reading of an address. A reading's cost is the sum; the least wins. 1 is about a wrong number, and
 * a name that the form does not know costs 0.35 a character, so that names beat numbers.
 */
export const COSTS = {
  /** A character that says nothing known; a remark in brackets; the words of a change (の変更). */
  noise: 0.35,
  remark: 0.4,
  changeWords: 0.15,
  /** A wrong character of a name: `edit`, and the shorter the name the more (`shortEdit` / its length). */
  edit: 0.2,
  shortEdit: 6,
  /** A wording of another form; a shortened one; an option without the item that it stands in. */
  foreignWording: 0.3,
  shortWording: 0.2,
  optionAlone: 0.4,
  /** A name right behind unknown characters may be a part of a longer one. */
  partOfWord: 0.6,
  /** A number that is passed over; the count of something in a text; a risk that is passed over. */
  wrongNumber: 1.2,
  countInText: 0.4,
  passedRisk: 0.6,
  passedWord: 0.1,
  /** Unknown characters right behind a number: a name that contradicts it. */
  unknownName: 1,
  /** A number of a head without its section; the number alone for a repeat: Ⅱ４－２ for 委託事項2. */
  withoutSection: 0.8,
  bareRepeat: 0.3,
  /** Two numbers that came out as one: 委託事項15 for 委託事項1⑤, 41 for 4①. */
  tornRepeat: 0.2,
  tornNumber: 0.4,
  /** (2) before everything, or a second file: which file is meant cannot be told. */
  fileInDoubt: 2.5,
  /** A repeat without number and without its section: システム may be any. */
  repeatAlone: 2,
  /** 4 for Ⅳ or ④; the number of another edition; 委託事項③ for 委託事項3; Ⅱ（２） for its second file; the file by name, too. */
  misreadNotation: 0.4,
  olderNumber: 0.4,
  circledRepeat: 0.8,
  unnamedFile: 0.3,
  namedFile: 0.1,
  /** A level that is left out, on the way down or up; a part of the form that need not be filled. */
  skippedLevel: 0.25,
  voluntary: 0.4,
  /** One item more: behind 、; by a higher number; by (3) behind a name; without any of these; elsewhere in the form. */
  moreSeparated: 0.1,
  moreNumbered: 0.2,
  moreBracketed: 0.9,
  moreUnmarked: 1.6,
  moreElsewhere: 0.5,
  /** Another item instead: the next label of a run; behind 、; the item of a section behind one of its headings; by number. */
  instead: 0.7,
  insteadSeparated: 1.6,
  insteadOfHeading: 0.3,
  insteadByNumber: 2,
  otherSection: 1.5,
  /** Of several side by side only the last has what follows. */
  notShared: 0.6,
  /** At the end: a number that no name followed; unknown characters behind a heading; more unknown than known. */
  numberAtEnd: 2,
  unknownBehindHeading: 2,
  sentence: 5,
} as const

/** When a reading is asserted, and how far the search goes. */
export const LIMITS = {
  /** The highest cost: `base`, and `perCharacter` of the text. */
  base: 2,
  perCharacter: 0.03,
  /** By so much the best must be better than the next that says something else. */
  margin: 0.3,
  /** The cost at which the score is 0. */
  worthless: 8,
  /** Readings kept at each position, and how much worse than the best of them they may be. */
  beam: 24,
  beamWidth: 4.5,
  /** A wording of at least so many characters may be misspelt, in this share of them. */
  minMisspelt: 5,
  edits: 0.25,
  /** Edits that take a number for something else count as so many. */
  numberEdits: 3,
  /** So many unknown characters behind a heading are a name. */
  unknownName: 3,
  /** A text of which a greater share is unknown is a sentence. */
  unknownShare: 0.4,
  /** No agency has more systems, contracts or recipients than this: システム63 is システム6③. */
  repeats: 60,
  /** Longer texts are no addresses. */
  length: 1_000,
  /** No change table's different addresses have so many characters together; what is beyond is not looked at. */
  lengthOfTable: 20_000,
} as const
