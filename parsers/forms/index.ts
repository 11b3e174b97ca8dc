import { z } from 'zod'
import type { FormName } from '../records/index.ts'
import { atEdition, EDITIONS, type Edition, FormFrame, type FormSpec, SpecItem } from './form-spec.ts'
import frame2 from './form2/frame.json' with { type: 'json' }
import items2 from './form2/items.json' with { type: 'json' }
import frame3 from './form3/frame.json' with { type: 'json' }
import items3 from './form3/items.json' with { type: 'json' }
import frame4 from './form4/frame.json' with { type: 'json' }
import items4 from './form4/items.json' with { type: 'json' }

export type { Edition, FormFrame, FormSpec, Option, SpecItem } from './form-spec.ts'
export { CHANGES, carriesValue, EDITIONS } from './form-spec.ts'

const forms = (
  [
    [frame2, items2],
    [frame3, items3],
    [frame4, items4],
  ] as const
).map(([frame, items]) => ({ frame: FormFrame.parse(frame), items: z.array(SpecItem).parse(items) }))

/** The frames of all forms, in the order of their numbers. */
export const formFrames: readonly FormFrame[] = forms.map(({ frame }) => frame)

/** All rows of a form over all its editions, in printed order. */
export function formItems(form: FormName): readonly SpecItem[] {
  return forms.find(({ frame }) => frame.form === form)!.items
}

const specs = new Map(
  forms.flatMap(({ frame, items }) =>
    EDITIONS.map((edition) => [`${frame.form} ${edition}`, atEdition(frame, items, edition)] as const),
  ),
)
const layouts = new Map([...specs.values()].map((spec) => [spec, JSON.stringify(spec.items)]))

/** A form as one edition prints it; the same object each time. */
export const formSpec = (form: FormName, edition: Edition): FormSpec => specs.get(`${form} ${edition}`)!

/** Whether two editions print the same items. */
export const sameLayout = (form: FormName, one: Edition, other: Edition): boolean =>
  layouts.get(formSpec(form, one)) === layouts.get(formSpec(form, other))

/** The editions of a form that print something different from the one before. */
export const distinctEditions = (form: FormName): Edition[] =>
  EDITIONS.filter(
    (edition, index) => !EDITIONS.slice(0, index).some((older) => sameLayout(form, older, edition)),
  )

/** Builds what is made of a thing alone once for each thing. */
export function oncePer<Thing extends object, Built>(
  build: (thing: Thing) => Built,
): (thing: Thing) => Built {
  const built = new WeakMap<Thing, { readonly value: Built }>()
  return (thing) => {
    const known = built.get(thing)
    if (known) return known.value
    const value = build(thing)
    built.set(thing, { value })
    return value
  }
}

/** Builds what is made of a form's data alone once for each form and edition. */
export const oncePerSpec = <Built>(build: (spec: FormSpec) => Built): ((spec: FormSpec) => Built) =>
  oncePer(build)

/** The printed label of an address with its numbers: `II[1].4.委託事項[2].3` → 委託先名; undefined if the form has no such item. */
export function labelAt(form: FormName, path: string): string | undefined {
  const template = templateOf(path)
  return formItems(form).find((item) => item.path === template)?.label
}

/** `II[2].4.委託事項[1].3` → `II[f].4.委託事項[n].3` */
export const templateOf = (path: string): string =>
  path.replace(/^(III?)\[\d+\]/u, '$1[f]').replace(/\[\d+\]/gu, '[n]')
