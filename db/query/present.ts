type NullableKeys<Row> = { [Key in keyof Row]: null extends Row[Key] ? Key : never }[keyof Row]

/** A row whose NULL columns are absent properties, as the records have them. */
export type Present<Row> = { [Key in Exclude<keyof Row, NullableKeys<Row>>]: Row[Key] } & {
  [Key in NullableKeys<Row>]?: NonNullable<Row[Key]>
}

/** Drops the properties that are null. */
export function present<Row extends object>(row: Row): Present<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Present<Row>
}
