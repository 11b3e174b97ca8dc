import { z } from 'zod'

/** An absolute http(s) address without credentials. */
const PageUrl = z.url({ protocol: /^https?$/ }).refine((url) => {
  const { username, password } = new URL(url)
  return username === '' && password === ''
}, 'an address must hold no user name or password')

/** A host as a URL has it: lower case, with a port only where it is not the usual one. */
const Host = z
  .string()
  .regex(/^[a-z0-9.-]+(?::\d+)?$/, 'a host is written in lower case and without a scheme')

const Pattern = z.string().min(1).refine(compiles, 'this is no regular expression')

/** Patterns of a link; all that are given must match. They are searched in, not matched from end to end. */
const LinkPattern = z
  .strictObject({
    /** Of the absolute address, percent-encoded as it is sent. */
    url: Pattern.optional(),
    /** Of the link's text after NFKC, without white space. */
    text: Pattern.optional(),
    kind: z.enum(['page', 'document']).optional(),
  })
  .refine(({ url, text }) => url !== undefined || text !== undefined, 'a pattern needs url or text')
export type LinkPattern = z.infer<typeof LinkPattern>

/** What the wording of a page does not tell. */
const LinkRules = z.strictObject({
  /** CSS selector: links outside of it are not looked at. */
  within: z.string().min(1).optional(),
  /** Links that are taken whatever they say: as documents, or as pages to go on to. */
  include: z.array(LinkPattern).default([]),
  /** Links that are never taken; stronger than `include`. */
  exclude: z.array(LinkPattern).default([]),
  /** Names of query parameters that do not change the page, dropped from every address. */
  ignoreQuery: z.array(z.string().min(1)).default([]),
})

/** Selectors of a result row's cells, relative to the row. Cells that are not named are read by the table's head. */
const Columns = z.strictObject({
  number: z.string().optional(),
  title: z.string().optional(),
  date: z.string().optional(),
  form: z.string().optional(),
  department: z.string().optional(),
  /** 評価実施機関: rows in which it does not begin with `agency` are those of others. */
  agency: z.string().optional(),
})

/** A search page that is filled in by data. */
export const SearchForm = z.strictObject({
  /** What is searched for as 評価実施機関. */
  agency: z.string().min(1),
  /** The earliest publication date, yyyy-mm-dd; `{from}` in a field stands for it. */
  from: z.iso.date(),
  /** How the page writes dates, of yyyy, MM, M, dd, d. */
  dateFormat: z.string().default('yyyy-MM-dd'),
  /** Selector of the form on the start page. */
  selector: z.string().default('form'),
  /** Values by field name; `{agency}` and `{from}` are filled in. Hidden fields are sent as the page has them. */
  fields: z.record(z.string(), z.string()),
  /** Selector of the rows on a result page, one document or more each. */
  rows: z.string().min(1),
  /** Selector of the links to documents within a row. */
  documents: z.string().default('a[href]'),
  columns: Columns.default({}),
  /** Selector of the link, button or form that leads to the next result page. */
  next: z.string().optional(),
})
export type SearchForm = z.infer<typeof SearchForm>

/** Expectations in numbers: fewer documents fail the run, more warn; forms by their share of all documents, 0..1. */
const Expectation = z.strictObject({
  documents: range(z.int().nonnegative()).optional(),
  forms: z.partialRecord(z.enum(['様式2', '様式3', '様式4']), range(z.number().min(0).max(1))).optional(),
})

const common = {
  agency: z.strictObject({
    /** The six-digit code of a local government; none for unions, associations and national bodies. */
    code: z
      .string()
      .regex(/^\d{6}$/, 'a code has six digits; put it in quotes')
      .optional(),
    name: z.string().min(1),
    /** Filled in from the file's head. */
    prefecture: z.string().optional(),
  }),
  /** Pages that are always looked at. */
  start: z.array(PageUrl).min(1),
  /** Hosts, besides those of the start pages, whose pages and documents are fetched. */
  allowedHosts: z.array(Host).optional(),
  /** How many links away from a start page pages are looked at; documents on the last of them are taken. */
  depth: z.int().min(0).max(10).default(3),
  /** For pages that say a wrong one. */
  charset: z.string().refine(isCharset, 'this charset is not known').optional(),
  links: LinkRules.default({ include: [], exclude: [], ignoreQuery: [] }),
  expect: Expectation.optional(),
  /** What a person should know. */
  note: z.string().optional(),
}

/** Where one agency publishes: pages with links, or a search page that answers a form. docs/sources.md explains it. */
export const Source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('pages'), ...common }),
  z.strictObject({ kind: z.literal('search-form'), ...common, form: SearchForm }),
])
export type Source = z.infer<typeof Source>

/** A file of corpus/sources/, all agencies of one prefecture; national bodies have none. */
export const SourceFile = z.strictObject({
  prefecture: z.string().min(1).optional(),
  sources: z.array(Source),
})

function range(value: z.ZodNumber) {
  return z
    .strictObject({ min: value.optional(), max: value.optional() })
    .refine(({ min = 0, max = Number.POSITIVE_INFINITY }) => min <= max, 'min is above max')
}

function compiles(pattern: string): boolean {
  try {
    new RegExp(pattern, 'u')
    return true
  } catch {
    return false
  }
}

function isCharset(label: string): boolean {
  try {
    new TextDecoder(label)
    return true
  } catch {
    return false
  }
}
