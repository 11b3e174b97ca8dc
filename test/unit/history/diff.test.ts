import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffEvaluations, type VersionDiff } from '../../../parsers/history/index.ts'
import type { ChangeRow, Evaluation, Item } from '../../../parsers/records/index.ts'
import { makeFilling } from '../../support/fillings.ts'
import {
  boxes,
  count,
  date,
  evaluationOf,
  option,
  type Planted,
  plantedFilling,
  text,
} from '../../support/sound-evaluation.ts'

const sound = (planted: Partial<Planted> = {}) => evaluationOf(plantedFilling({ form: '様式3', ...planted }))
const base = sound()

/** The same record with one item replaced. */
const withItem = (evaluation: Evaluation, path: string, change: Partial<Item>): Evaluation => ({
  ...evaluation,
  items: evaluation.items.map((item) => (item.path === path ? ({ ...item, ...change } as Item) : item)),
})
const kinds = ({ differences }: VersionDiff) =>
  differences.map(({ kind, paths }) => `${kind} ${paths.older ?? ''} → ${paths.newer ?? ''}`)
const changed = (path: string) => `changed ${path} → ${path}`

describe('values', () => {
  test.each([
    ['widths and white space', 'I.1.2', text('ＡＢＣ　１２３、甲'), text('ABC123、 甲')],
    ['commas and stops', 'I.1.2', text('甲，乙．'), text('甲、乙。')],
    ['a dash and nothing', 'I.1.2', text('－'), text('')],
    ['how a day is written', 'II[1].2.5', date('平成28年1月1日'), date('2016/1/1')],
  ])('%s are no change', (_, path, before, after) => {
    const iso = before.kind === 'date' ? { iso: '2016-01-01' } : {}
    const [older, newer] = [before, after].map((value) => sound({ values: { [path]: { ...value, ...iso } } }))
    expect(diffEvaluations(older!, newer!).differences).toEqual([])
  })

  test('a text that was blank is added, one that is blank now removed', () => {
    const blank = sound({ values: { 'I.1.2': text('') } })
    expect(kinds(diffEvaluations(blank, base))).toEqual(['added I.1.2 → I.1.2'])
    expect(kinds(diffEvaluations(base, blank))).toEqual(['removed I.1.2 → I.1.2'])
  })

  test('a reworded text comes word by word, with both places', () => {
    const [older, newer] = ['税額を通知する。', '税額を本人に通知する。'].map((said) =>
      sound({ values: { 'I.1.2': text(said) } }),
    )
    const [difference] = diffEvaluations(older!, newer!).differences
    expect(difference?.words).toEqual([
      { kind: 'same', text: '税額を' },
      { kind: 'added', text: '本人に' },
      { kind: 'same', text: '通知する。' },
    ])
    expect(difference).toMatchObject({
      label: '事務の内容',
      confidence: 1,
      texts: { older: '税額を通知する。' },
    })
    expect(difference?.evidence.older).toEqual(base.items[0]!.evidence)
  })

  test('boxes are compared one by one, and so is what stands in their brackets', () => {
    const older = sound({ values: { 'II[1].3.2': boxes(['紙', '専用線', 'その他'], { その他: '甲' }) } })
    const newer = sound({ values: { 'II[1].3.2': boxes(['紙', '電子メール', 'その他'], { その他: '乙' }) } })
    expect(diffEvaluations(older, newer).differences[0]?.boxes).toEqual([
      { label: '専用線', older: 'checked', newer: 'unchecked' },
      { label: 'その他', older: 'checked', newer: 'checked' },
      { label: '電子メール', older: 'unchecked', newer: 'checked' },
    ])
  })

  test('the last day of a range is a part of the date', () => {
    const [older, newer] = ['3月2日', '3月9日'].map((end) =>
      sound({ values: { 'V.1.1': date(`令和3年2月1日から${end}まで`, '2021-02-01') } }),
    )
    expect(kinds(diffEvaluations(older!, newer!))).toEqual([changed('V.1.1')])
  })

  test('different forms are no versions of each other', () => {
    expect(() => diffEvaluations(base, sound({ form: '様式2' }))).toThrow(RangeError)
  })
})

describe('what cannot be told is no change', () => {
  test.each([
    ['missing', { status: 'missing', value: undefined, reason: 'no label' }],
    ['ambiguous', { status: 'ambiguous', value: undefined, reason: 'two texts' }],
    ['read with little confidence', { value: '別の記載', confidence: 0.3 }],
  ] as const)('%s', (why, change) => {
    for (const pair of [
      [base, withItem(base, 'I.1.2', change)],
      [withItem(base, 'I.1.2', change), base],
    ] as const) {
      const { differences } = diffEvaluations(...pair)
      expect(differences.map(({ kind }) => kind)).toEqual(['undecided'])
      expect(differences[0]!.reason).toContain(why)
      expect(differences[0]).not.toHaveProperty('declared')
    }
  })

  test('of text without positions, where a value ends', () => {
    const lines = { evidence: [{ lines: [3, 4] as [number, number] }], confidence: 0.85 }
    const value = '窓口で受け付け、台帳と照らして確かめる。'
    const longer = withItem(base, 'I.1.2', { ...lines, value: `${value}次の項目の記載` })
    expect(kinds(diffEvaluations(base, longer))).toEqual(['undecided I.1.2 → I.1.2'])
    const other = withItem(base, 'I.1.2', { ...lines, value: '窓口で受け付け、機械と照らして確かめる。' })
    expect(kinds(diffEvaluations(base, other))).toEqual([changed('I.1.2')])
  })

  test('a box that cannot be told is named; another that changed is a change all the same', () => {
    const [paper, line] = ['紙', '専用線']
    const older = sound({ values: { 'II[1].3.2': boxes([paper!]) } })
    const unsure = (checked: string[]) => {
      const item = older.items.find(({ path }) => path === 'II[1].3.2') as Item & { kind: 'checkboxes' }
      const unchecked = item.unchecked.filter((label) => label !== 'その他' && !checked.includes(label))
      return withItem(older, 'II[1].3.2', { checked, unchecked, unknown: ['その他'] })
    }
    const open = diffEvaluations(older, unsure([paper!])).differences[0]
    expect(open).toMatchObject({ kind: 'undecided', reason: 'it cannot be told of その他' })
    expect(diffEvaluations(older, unsure([paper!, line!])).differences[0]).toMatchObject({ kind: 'changed' })
  })

  test('a value that is printed the same is the same, even if it is not understood', () => {
    const odd = withItem(base, 'I.1.3', {
      status: 'ambiguous',
      option: undefined,
      raw: '[ 多数 ]',
    } as Partial<Item>)
    expect(diffEvaluations(odd, odd).differences).toEqual([])
  })

  test('an item that only one edition prints was added by the form', () => {
    const [older, newer] = (['H31', 'R6'] as const).map((edition) => sound({ form: '様式2', edition }))
    const { differences } = diffEvaluations(older!, newer!)
    const added = differences.filter(({ key }) => key === 'priority_measure.selected')
    expect(added).toMatchObject([{ kind: 'added', declared: 'not-expected' }])
  })
})

describe('repeats', () => {
  const named = (names: readonly string[], counted = names.length) =>
    sound({
      slots: { 提供先: names.length },
      values: {
        'II[1].5.提供・移転の有無.提供件数': count(counted),
        ...Object.fromEntries(names.map((name, n) => [`II[1].5.提供先[${n + 1}]`, text(name)])),
      },
    })
  const at = (n: number) => `II[1].5.提供先[${n}]`
  const three = named(['架空年金機構', '見本健康保険組合', '例示県知事'])
  const COUNT = 'II[1].5.提供・移転の有無.提供件数'

  test.each([
    [
      'removed at the start',
      ['見本健康保険組合', '例示県知事'],
      [`removed ${at(1)} → `, `moved ${at(2)} → ${at(1)}`, `moved ${at(3)} → ${at(2)}`],
    ],
    [
      'added in the middle',
      ['架空年金機構', '仮設共済組合', '見本健康保険組合', '例示県知事'],
      [`added  → ${at(2)}`, `moved ${at(2)} → ${at(3)}`, `moved ${at(3)} → ${at(4)}`],
    ],
    ['renamed in its place', ['架空年金機構', '仮設協会けんぽ', '例示県知事'], [changed(at(2))]],
    [
      'in another order',
      ['例示県知事', '架空年金機構', '見本健康保険組合'],
      [`moved ${at(3)} → ${at(1)}`, `moved ${at(1)} → ${at(2)}`, `moved ${at(2)} → ${at(3)}`],
    ],
  ])('one %s', (_, names, expected) => {
    const found = kinds(diffEvaluations(three, named(names)))
    expect(found.filter((line) => line !== changed(COUNT))).toEqual(expected)
  })

  test('a new name with a misprint is the same one', () => {
    const found = kinds(diffEvaluations(three, named(['見本健康保険組含', '例示県知事'])))
    expect(found).toContain(`moved ${at(2)} → ${at(1)}`)
    expect(found).toContain(`changed ${at(2)} → ${at(1)}`)
  })

  test('one that the other version may only not have been read of is undecided', () => {
    const [difference] = diffEvaluations(three, named(['架空年金機構', '例示県知事'], 3)).differences
    expect(difference).toMatchObject({ kind: 'undecided', paths: { older: at(2) } })
    expect(difference?.reason).toContain('says 3, and 2 were read')
  })

  test('where a name was not read, it is not asserted which one is gone', () => {
    const two = withItem(named(['架空年金機構', '例示県知事']), at(2), {
      status: 'ambiguous',
      value: undefined,
    })
    const whole = diffEvaluations(three, two).differences.filter((difference) => difference.whole)
    expect(whole.map(({ kind }) => kind)).toEqual(['undecided', 'undecided'])
    expect(whole[0]?.reason).toContain('not all names were read')
  })

  test('what a new one says comes with it', () => {
    const { differences } = diffEvaluations(named(['架空年金機構']), named(['架空年金機構', '例示県知事']))
    const whole = differences.find(({ kind }) => kind === 'added')
    expect(whole).toMatchObject({ whole: true, label: '提供先2', texts: { newer: '例示県知事' } })
    expect(whole?.contents?.slice(0, 2).map(({ path }) => path)).toEqual([at(2), `${at(2)}.1`])
  })
})

describe('the change table', () => {
  const published = (day: string, iso: string) => ({ '表紙.公表日': date(day, iso) })
  const older = sound({ values: published('令和3年4月1日', '2021-04-01') })
  const newer = (rows: readonly Partial<ChangeRow>[], values: Planted['values'] = {}): Evaluation => ({
    ...sound({ values: { ...published('令和4年4月1日', '2022-04-01'), ...values } }),
    changes: rows.map((row) => ({
      iso: '2022-03-01',
      変更日: '令和4年3月1日',
      変更前: '前の記載',
      変更後: '後の記載',
      paths: [],
      keys: [],
      resolution: 1,
      confidence: 1,
      evidence: [{ page: 9, boxes: [[1, 2, 3, 4]] }],
      ...row,
      項目: row.項目 ?? row.paths?.join(' ') ?? '',
    })),
  })
  const reworded = { 'I.1.2': text('新しい事務の内容である。') }
  const verdict = (version: Evaluation) => {
    const { differences, declarations } = diffEvaluations(older, version)
    return [
      differences.find(({ key }) => key !== 'cover.publication_date')?.declared,
      ...declarations.map((declaration) => declaration.verdict),
    ]
  }

  test.each([
    ['names the item', [{ paths: ['I.1.2'] }], ['declared', 'effective']],
    ['names what it belongs to', [{ paths: ['I.1'] }], ['declared', 'effective']],
    ['names another item', [{ paths: ['I.1.1'] }], ['omitted', 'without-effect']],
    [
      'is not resolved and has its text',
      [{ 変更後: '新しい事務の内容である。', 項目: '？' }],
      ['possibly-declared', 'undecided'],
    ],
    [
      'is not resolved and partial',
      [{ 変更後: '（以下の内容を追記）', 項目: '全般' }],
      ['possibly-declared', 'undecided'],
    ],
    ['is not resolved and has another text', [{ 項目: '全般' }], ['omitted', 'undecided']],
    [
      'names another item, with its texts',
      [
        {
          paths: ['I.4.法令上の根拠'],
          変更前: '窓口で受け付け、台帳と照らして確かめる。',
          変更後: '新しい事務の内容である。',
        },
      ],
      ['possibly-declared', 'undecided'],
    ],
    ['names an item that is not in the records', [{ paths: ['II[4].1'] }], ['omitted', 'undecided']],
    [
      'names another item twice',
      [{ paths: ['I.1.1'] }, { paths: ['I.1.1'], 変更前: '後の記載', 変更後: '前の記載' }],
      ['omitted', 'undecided', 'undecided'],
    ],
    ['is of the time before', [{ paths: ['I.1.1'], iso: '2020-01-01' }], ['omitted']],
    [
      'is dated too early, but new in the table',
      [{ paths: ['I.1.2'], iso: '2021-03-31' }],
      ['declared', 'effective'],
    ],
  ] as const)('a row that %s', (_, rows, expected) => {
    expect(verdict(newer(rows as readonly Partial<ChangeRow>[], reworded))).toEqual(expected)
  })

  test('a row that stands in the older table, too, is of the time before', () => {
    const version = newer([{ paths: ['I.1.2'] }], reworded)
    const known = { ...older, changes: version.changes }
    const { differences, declarations } = diffEvaluations(known, version)
    expect(differences.map(({ declared }) => declared)).toEqual(['not-expected', 'omitted'])
    expect(declarations).toEqual([])
  })

  test('without a publication date the rows that the older table lacks count', () => {
    const undated = { ...older, publicationDate: undefined as never }
    const { declarations } = diffEvaluations(undated, newer([{ paths: ['I.1.2'] }], reworded))
    expect(declarations.map((declaration) => declaration.verdict)).toEqual(['effective'])
  })

  test('of a row that names a file or repeat by no number, others may be meant', () => {
    const slots = { 委託事項: 2 }
    const values = (scope: number) => ({
      'II[1].4.委託事項[1]': text('電算処理業務'),
      'II[1].4.委託事項[2]': text('封入封かん業務'),
      'II[1].4.委託の有無.件数': count(2),
      'II[1].4.委託事項[2].2': option(scope),
    })
    const before = sound({
      slots,
      values: { ...values(1), ...published('令和3年4月1日', '2021-04-01') },
    })
    const after = (item: string) => ({
      ...sound({ slots, values: { ...values(2), ...published('令和4年4月1日', '2022-04-01') } }),
      changes: newer([{ paths: ['II[1].4.委託事項[1].2'], 項目: item }]).changes,
    })
    const declaredBy = (item: string) =>
      diffEvaluations(before, after(item)).differences.find(
        ({ paths }) => paths.newer === 'II[1].4.委託事項[2].2',
      )?.declared
    expect(declaredBy('Ⅱ４② 委託先における取扱者数')).toBe('possibly-declared')
    expect(declaredBy('Ⅱ４ 委託事項１②')).toBe('omitted')
  })

  test('where no table was read and text is left over, nobody is blamed', () => {
    const version = { ...newer([], reworded), coverage: { characters: 1000, unplaced: 200 } }
    expect(verdict(version)).toEqual(['possibly-declared'])
    const heads = {
      text: '変更日 項目 変更前の記載 変更後の記載',
      evidence: { lines: [1, 1] as [number, number] },
    }
    expect(verdict({ ...newer([], reworded), unplaced: [heads] })).toEqual(['possibly-declared'])
    expect(verdict(newer([], reworded))).toEqual(['omitted'])
  })
})

describe('laws', () => {
  const anyFilling = fc
    .record({
      form: fc.constantFrom('様式2' as const, '様式3' as const, '様式4' as const),
      seed: fc.integer({ min: 1, max: 10_000 }),
      other: fc.integer({ min: 1, max: 10_000 }),
      slots: fc.record({
        file: fc.integer({ min: 1, max: 2 }),
        システム: fc.integer({ min: 1, max: 3 }),
        委託事項: fc.integer({ min: 0, max: 3 }),
        提供先: fc.integer({ min: 0, max: 3 }),
        移転先: fc.integer({ min: 0, max: 2 }),
      }),
    })
    .map(({ form, seed, other, slots }) => {
      const parts = ['表紙', 'I', 'II', 'II[f]', 'III', 'III[f]', 'IV', 'V', 'VI']
      const edition = form === '様式2' ? 'R6' : 'H30'
      return [seed, other].map((each) =>
        evaluationOf(makeFilling({ form, edition, parts, slots, seed: each })),
      ) as [Evaluation, Evaluation]
    })

  test('nothing differs from itself', () => {
    fc.assert(
      fc.property(anyFilling, ([one]) => {
        expect(diffEvaluations(one, one)).toMatchObject({ differences: [], declarations: [] })
      }),
      { numRuns: 15 },
    )
  })

  test('seen from the other side, what was added is removed', () => {
    const OPPOSITE = { added: 'removed', removed: 'added' } as Record<string, string>
    const lines = (diff: VersionDiff, turned: boolean) =>
      diff.differences
        .map(({ kind, paths }) =>
          turned
            ? `${OPPOSITE[kind] ?? kind} ${paths.newer} → ${paths.older}`
            : `${kind} ${paths.older} → ${paths.newer}`,
        )
        .toSorted()
    fc.assert(
      fc.property(anyFilling, ([one, other]) => {
        expect(lines(diffEvaluations(other, one), true)).toEqual(lines(diffEvaluations(one, other), false))
      }),
      { numRuns: 15 },
    )
  })

  test('any items that are changed are reported, and those that the table lacks', () => {
    const slots = { 委託事項: 2, 提供先: 2 }
    const values = {
      'II[1].4.委託事項[1]': text('電算処理業務'),
      'II[1].4.委託事項[2]': text('封入封かん業務'),
      'II[1].5.提供先[1]': text('架空年金機構'),
      'II[1].5.提供先[2]': text('例示県知事'),
    }
    const older = sound({ slots, values })
    const items = older.items.filter(({ path, key }) => !path.startsWith('表紙') && !key.endsWith('.count'))
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...items), {
          minLength: 1,
          maxLength: 12,
          selector: ({ path }) => path,
        }),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        (chosen, told) => {
          const declared = chosen.filter((_, index) => told[index])
          const newer = chosen.reduce((version, item) => withItem(version, item.path, another(item)), older)
          const changes = declared.map(
            ({ path, key }): ChangeRow => ({
              項目: path,
              変更前: '（略）',
              変更後: '（略）',
              paths: [path],
              keys: [key],
              resolution: 1,
              confidence: 1,
              evidence: [],
            }),
          )
          const { differences } = diffEvaluations(older, { ...newer, changes })
          expect(differences.map(({ paths }) => paths.newer).toSorted()).toEqual(
            chosen.map(({ path }) => path).toSorted(),
          )
          const lacking = differences.filter((difference) => difference.declared === 'omitted')
          const inDeclaredBlock = ({ path }: Item) => declared.some((one) => path.startsWith(`${one.path}.`))
          expect(lacking.map(({ paths }) => paths.newer).toSorted()).toEqual(
            chosen
              .filter(
                (item) => !declared.includes(item) && !inDeclaredBlock(item) && !hasNamesake(item, declared),
              )
              .map(({ path }) => path)
              .toSorted(),
          )
        },
      ),
      { numRuns: 60 },
    )
  })
})

/** A row on the same item of another repeat may mean it: none of these rows prints a number as people do. */
const hasNamesake = ({ path }: Item, declared: readonly Item[]): boolean => {
  const bare = (address: string) => address.replaceAll(/\[\d+\]/g, '[]')
  return declared.some((one) => bare(path) === bare(one.path) || bare(path).startsWith(`${bare(one.path)}.`))
}

/** Another value of the same item. */
function another(item: Item): Partial<Item> {
  switch (item.kind) {
    case 'text':
    case 'longtext':
      return { status: 'found', value: `${item.value ?? ''}に改める。` }
    case 'choice':
      return { status: 'found', option: (item.option ?? 0) + 1 }
    case 'checkboxes': {
      const [first, ...rest] = item.checked
      return first === undefined
        ? { checked: item.unchecked, unchecked: [] }
        : { checked: rest, unchecked: [first, ...item.unchecked] }
    }
    case 'checkbox':
      return { checked: !item.checked }
    case 'date':
      return { status: 'found', value: '令和元年7月7日', iso: '2019-07-07' }
    case 'number':
      return { status: 'found', value: (item.value ?? 0) + 1 }
  }
}
