/** What one row of the target is made of: a repeated block of the form, or the whole evaluation. */
export type RowKind = {
  /** Keys of the item that every block has; none for the evaluation. */
  readonly bases: readonly string[]
  /** What the keys of the block begin with. */
  readonly within: readonly string[]
  /** The block's address at the beginning of the path of each of its items. */
  readonly address: RegExp
}

export const rowKinds = {
  evaluation: { bases: [], within: [''], address: /^/u },
  file: { bases: ['files[].name'], within: ['files[].'], address: /^II\[\d+\]/u },
  contract: {
    bases: ['files[].outsourcing.contracts[].name'],
    within: ['files[].outsourcing.contracts[].'],
    address: /^II\[\d+\]\.4\.委託事項\[\d+\]/u,
  },
  recipient: {
    bases: ['files[].provision.recipients[].name', 'files[].transfer.recipients[].name'],
    within: ['files[].provision.recipients[].', 'files[].transfer.recipients[].'],
    address: /^II\[\d+\]\.5\.(?:提供先|移転先)\[\d+\]/u,
  },
  system: { bases: ['systems[].name'], within: ['systems[].'], address: /^I\.2\.システム\[\d+\]/u },
} as const satisfies Record<string, RowKind>
export type RowKindName = keyof typeof rowKinds
export const rowKindNames = Object.keys(rowKinds) as RowKindName[]

/** Whether each row has one place, or the places under it, for a key: its own block, the file around it, or the evaluation. */
export function reaches({ within }: RowKind, key: string): boolean {
  const repeats = key.slice(0, key.lastIndexOf('[]') + 2)
  return (
    !key.includes('[]') || within.some((start) => key.startsWith(start) || start.startsWith(`${repeats}.`))
  )
}

const isUnder = (path: string, address: string): boolean => path === address || path.startsWith(`${address}.`)

/** Whether an item belongs to the row at `address`: '' is the whole evaluation. */
export function belongs(
  { within }: RowKind,
  address: string,
  item: { readonly key: string; readonly path: string },
): boolean {
  if (address === '') return true
  if (within.some((start) => item.key.startsWith(start))) return isUnder(item.path, address)
  const file = /^II\[\d+\]/u
  const around = file.exec(address)
  // 様式3 prints some items of the evaluation once for each file: those of the row's own file belong to it.
  return around === null || !file.test(item.path) || isUnder(item.path, around[0])
}
