import { z } from 'zod'
import { FormName } from '../records/index.ts'

/** Editions of the forms, oldest first, as they are cited in the data: H26 is 平成26年4月. */
export const EDITIONS = ['H26', 'H28', 'H29', 'H30', 'H31', 'R6'] as const
export const Edition = z.enum(EDITIONS)
export type Edition = z.infer<typeof Edition>

const Option = z.strictObject({
  /** As printed before the label: `2) 十分である`. Absent for boxes. */
  number: z.int().positive().optional(),
  label: z.string(),
  /** The box has a bracket for free text behind its label. */
  detail: z.boolean().optional(),
})
export type Option = z.infer<typeof Option>

const Variant = z.strictObject({
  since: Edition,
  until: Edition.optional(),
  label: z.string().optional(),
  number: z.string().optional(),
  path: z.string().optional(),
})

/**
 * One row of a form. `path` and `key` are the project's contract; `[f]` and `[n]` in a path stand for the number of
 * the file and of the repeat. `unsure` names fields that could not be checked against a published document.
 */
export const SpecItem = z.strictObject({
  key: z.string(),
  path: z.string(),
  parent: z.string().optional(),
  number: z.string().optional(),
  label: z.string(),
  aliases: z.array(z.string()).optional(),
  kind: z.enum([
    'heading',
    'table',
    'repeat',
    'text',
    'longtext',
    'choice',
    'checkboxes',
    'checkbox',
    'date',
    'number',
  ]),
  options: z.array(Option).optional(),
  repeat: z.string().optional(),
  /** The label is printed inside its parent's place, before the value: （備考） … */
  inside: z.boolean().optional(),
  /** The value stands below the label over its whole width; of all others it stands beside. */
  below: z.boolean().optional(),
  required: z.boolean().optional(),
  since: Edition,
  until: Edition.optional(),
  unsure: z.array(z.string()).optional(),
  variants: z.array(Variant).optional(),
})
export type SpecItem = z.infer<typeof SpecItem>

/** The repeat of the change table's rows, which are read as a table. */
export const CHANGES = '変更'

/** Whether an item has a value of its own; a repeat has one where its head row carries its title. */
export const carriesValue = (item: SpecItem): boolean =>
  item.repeat !== CHANGES &&
  item.kind !== 'heading' &&
  item.kind !== 'table' &&
  (item.kind !== 'repeat' || item.key.endsWith('.name'))

/** What a form prints besides its items, and how it is told from the others. */
export const FormFrame = z.strictObject({
  form: FormName,
  /** Title on the cover. */
  title: z.string(),
  /** Printed edition marks, without brackets: 平成30年5月. */
  editions: z.record(z.string(), Edition),
  /** Labels that stand in one cell of the cover's first page together with the title. */
  coverLabels: z.array(z.string()),
  /** Heads of extension sheets, captions, notes: printed by the form, never a value. Regular expressions on match keys. */
  furniture: z.array(z.string()),
  /** Item keys whose place is a drawing: its text has no order, so nothing is asserted. */
  drawings: z.array(z.string()),
  /** Text that the form prints into a value's place (match keys), to be taken off its ends. */
  printedIn: z.record(z.string(), z.array(z.string())),
})
export type FormFrame = z.infer<typeof FormFrame>

/** A form as one edition prints it: its items in printed order. */
export type FormSpec = {
  readonly form: z.infer<typeof FormName>
  readonly edition: Edition
  readonly frame: FormFrame
  readonly items: readonly SpecItem[]
}

/** The form's items as `edition` prints them: those not yet or no longer printed left out, variants applied. */
export function atEdition(frame: FormFrame, items: readonly SpecItem[], edition: Edition): FormSpec {
  const covers = (range: { since: Edition; until?: Edition | undefined }) =>
    EDITIONS.indexOf(range.since) <= EDITIONS.indexOf(edition) &&
    EDITIONS.indexOf(edition) <= EDITIONS.indexOf(range.until ?? 'R6')
  const moved = new Map<string, string>()
  const printed = items.filter(covers).map((item) => {
    const variant = item.variants?.find(covers)
    if (!variant) return item
    const { since: _since, until: _until, ...changes } = variant
    if (changes.path) moved.set(item.path, changes.path)
    return { ...item, ...changes } as SpecItem
  })
  return {
    form: frame.form,
    edition,
    frame,
    items: printed.map((item) =>
      item.parent && moved.has(item.parent) ? { ...item, parent: moved.get(item.parent)! } : item,
    ),
  }
}
