import { type Edition, type FormSpec, formSpec, type SpecItem, templateOf } from '../forms/index.ts'
import type { Evaluation, Item } from '../records/index.ts'

/** The part of an evaluation that a rule looks at by itself: all of it, each file's Ⅱ and Ⅲ, or each repeated block. */
export type Per = 'evaluation' | 'file' | 'システム' | '委託事項' | '提供先' | '移転先'
export const REPEATS = ['システム', '委託事項', '提供先', '移転先'] as const

/** The items that belong together, and the address they share (`II[1]`, `II[1].4.委託事項[2]`; '' for all). */
export type Scope = { readonly path: string; readonly items: readonly Item[] }

/** What rules ask of an evaluation. */
export type Facts = {
  readonly evaluation: Evaluation
  readonly scopes: Readonly<Record<Per, readonly Scope[]>>
  /** The form's own row for an address: its label, options and whether it prints ※. */
  readonly specOf: (path: string) => SpecItem | undefined
}

/** Where an item stands: `file` of Ⅱ or Ⅲ, the number of the repeated block, and the block's address. */
type Place = {
  readonly part?: string
  readonly file?: number
  readonly block?: string
  readonly repeat?: string
}

function placeOf(path: string): Place {
  const [, part, file] = /^(III?)\[(\d+)\]/u.exec(path) ?? []
  const [block, repeat] = /^.*?(システム|委託事項|提供先|移転先)\[\d+\]/u.exec(path) ?? []
  return {
    ...(part === undefined ? {} : { part, file: Number(file) }),
    ...(block === undefined ? {} : { block, repeat: repeat! }),
  }
}

/** Cuts an evaluation into the scopes that rules are run on. */
export function factsOf(evaluation: Evaluation): Facts {
  const placed = evaluation.items.map((item) => ({ item, place: placeOf(item.path) }))
  const files = (part: string) => [
    ...new Set(placed.flatMap(({ place }) => (place.part === part ? [place.file!] : []))),
  ]
  const outlines = files('II')
  const risks = files('III')
  // A Ⅲ that covers two files, or two Ⅱ with one Ⅲ, cannot be held against each other file by file.
  const paired = outlines.length === risks.length || outlines.length === 0 || risks.length === 0
  const parts = paired
    ? [...new Set([...outlines, ...risks])].map((file) => ({ file, part: undefined }))
    : [...outlines.map((file) => ({ file, part: 'II' })), ...risks.map((file) => ({ file, part: 'III' }))]
  const within = (file: number, part: string | undefined) =>
    placed.filter(
      ({ place }) => place.file === undefined || (place.file === file && (part ?? place.part) === place.part),
    )
  const blocks = (repeat: string): Scope[] =>
    [...new Set(placed.flatMap(({ place }) => (place.repeat === repeat ? [place.block!] : [])))].map(
      (path) => {
        const { file, part } = placeOf(path)
        const around = file === undefined ? placed : within(file, paired ? undefined : part)
        return {
          path,
          items: itemsOf(around.filter(({ place }) => place.repeat !== repeat || place.block === path)),
        }
      },
    )
  const specs = new Map<string, SpecItem>(specAt(evaluation).items.map((item) => [item.path, item]))
  return {
    evaluation,
    scopes: {
      evaluation: [{ path: '', items: evaluation.items }],
      file:
        parts.length === 0
          ? [{ path: '', items: evaluation.items }]
          : parts.map(({ file, part }) => ({
              path: `${part ?? 'II'}[${file}]`,
              items: itemsOf(within(file, part)),
            })),
      システム: blocks('システム'),
      委託事項: blocks('委託事項'),
      提供先: blocks('提供先'),
      移転先: blocks('移転先'),
    },
    specOf: (path) => specs.get(templateOf(path)),
  }
}

const itemsOf = (placed: readonly { readonly item: Item }[]): Item[] => placed.map(({ item }) => item)

function specAt({ form, edition }: Evaluation): FormSpec {
  return formSpec(form, (edition?.last ?? 'R6') as Edition)
}

/** The items of a scope with this key; `risks[].network.*` stands for all keys that begin so. */
export function itemsAt({ items }: Scope, key: string): Item[] {
  const prefix = key.endsWith('*') ? key.slice(0, -1) : undefined
  return items.filter((item) => (prefix === undefined ? item.key === key : item.key.startsWith(prefix)))
}

/** The only item of a scope with this key. */
export function itemAt(scope: Scope, key: string): Item | undefined {
  const items = itemsAt(scope, key)
  return items.length === 1 ? items[0] : undefined
}

/** The numbers of the repeated blocks in a scope, rising. */
export function blockNumbers({ items }: Scope, repeat: string): number[] {
  const numbers = items.flatMap(({ path }) => {
    const match = new RegExp(`${repeat}\\[(\\d+)\\]`, 'u').exec(path)
    return match ? [Number(match[1])] : []
  })
  return [...new Set(numbers)].sort((a, b) => a - b)
}
