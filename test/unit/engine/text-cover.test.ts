import { existsSync, readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateLines } from '../../../parsers/engine/text-cover.ts'
import { Evaluation, type Item, Problem } from '../../../parsers/records/index.ts'

const parse = (text: string) => {
  const { evaluations, problems } = evaluateLines(text.split('\n'))
  return {
    evaluations: evaluations.map((each) => Evaluation.parse(each)),
    problems: problems.map((each) => Problem.parse(each)),
  }
}
const only = (text: string) => {
  const { evaluations, problems } = parse(text)
  expect(problems).toEqual([])
  expect(evaluations).toHaveLength(1)
  return evaluations[0]!
}
const item = ({ items }: Evaluation, path: string) => items.find((each) => each.path === `表紙.${path}`)!
/** What is asserted of an item; its status where nothing is. */
const said = (each: Item) => {
  if (each.status === 'blank') return each.blankKind
  return each.status === 'found' && 'value' in each ? each.value : each.status
}
const cover = (evaluation: Evaluation) =>
  Object.fromEntries(evaluation.items.map((each) => [each.path.replace('表紙.', ''), said(each)]))
const lines = (...range: [number, number][]) => range.map((each) => ({ lines: each }))

const DECLARATION = '架空市は、児童手当に関する事務で個人の情報を守ることを宣言する。'
const CHILD_ALLOWANCE = {
  評価書番号: '12',
  評価書名: '児童手当に関する事務　重点項目評価書',
  宣言: DECLARATION,
  特記事項: 'empty',
  評価実施機関名: '架空県架空市長',
  公表日: '令和5年3月6日',
  様式: '平成30年5月　様式３',
}

/** Label and value in turn, as an extractor gives them that keeps the order of the page. */
const IN_ORDER = `特定個人情報保護評価書（重点項目評価書）

評価書番号

評価書名

12

児童手当に関する事務　重点項目評価書

個人のプライバシー等の権利利益の保護の宣言

　架空市は、児童手当に関する事務で個人の情報を守る
ことを宣言する。

特記事項

評価実施機関名

架空県架空市長

公表日

令和5年3月6日

[平成30年5月　様式３]

- 1 -

\f項目一覧

Ⅰ　基本情報`

describe('PDF text', () => {
  test('in the order of the page', () => {
    const evaluation = only(IN_ORDER)
    expect(cover(evaluation)).toEqual(CHILD_ALLOWANCE)
    expect(evaluation).toMatchObject({
      form: '様式3',
      version: '平成30年5月　様式３',
      number: '12',
      title: '児童手当に関する事務　重点項目評価書',
      agency: { name: '架空県架空市長', prefecture: '架空県', municipality: '架空市' },
      publicationDate: { value: '令和5年3月6日', iso: '2023-03-06' },
      span: { lines: [1, 32] },
      changes: [],
      unplaced: [],
      coverage: { unplaced: 9 },
      problems: [{ code: 'items-not-read', severity: 'warning' }],
    })
    expect(item(evaluation, '評価書番号')).toMatchObject({
      key: 'cover.evaluation_number',
      raw: '12',
      evidence: lines([7, 7]),
    })
    expect(item(evaluation, '宣言')).toMatchObject({
      raw: '架空市は、児童手当に関する事務で個人の情報を守る\nことを宣言する。',
      evidence: lines([13, 14]),
    })
    expect(item(evaluation, '特記事項')).toMatchObject({ status: 'blank', evidence: lines([16, 16]) })
  })

  test('blocks in scrambled order, pages ended by empty lines, in a packet', () => {
    const evaluation = only(`第２回架空市個人情報保護審査会　次第
令和５年２月１日
 ◆全項目評価書の主な記載項目
Ⅳ その他のリスク対策
Ⅵ 評価実施手続
2



[平成30年５月　様式４]

 個人のプライバシー等の権利利益の保護の宣言

 評価書名

住民基本台帳に関する事務　全項目評価書

評価書番号

25

架空市は、住民基本台帳に関する事務で個人の情報を守る
ことを宣言する。

 評価実施機関名

特定個人情報保護評価書（全項目評価書）

 公表日

架空市長

 個人情報保護委員会　承認日　【行政機関等のみ】

特記事項 ―



Ⅵ　評価実施手続

項目一覧`)
    expect(evaluation).toMatchObject({ form: '様式4', number: '25', span: { lines: [10, 41] } })
    expect(evaluation).not.toHaveProperty('publicationDate')
    expect(cover(evaluation)).toEqual({
      評価書番号: '25',
      評価書名: '住民基本台帳に関する事務　全項目評価書',
      宣言: '架空市は、住民基本台帳に関する事務で個人の情報を守ることを宣言する。',
      特記事項: 'dash',
      評価実施機関名: '架空市長',
      承認日: 'missing',
      公表日: 'missing',
      様式: '平成30年５月　様式４',
    })
  })

  test('a row of two cells on one line, values before the title', () => {
    const evaluation = only(`  評価実施機関名

架空市長

 公表日

令和7年3月21日

特定個人情報保護評価書（重点項目評価書）

評価書番号  評価書名

23 児童手当に関する事務　重点項目評価書

 個人のプライバシー等の権利利益の保護の宣言

　${DECLARATION}

特記事項



項目一覧`)
    expect(cover(evaluation)).toEqual({
      ...CHILD_ALLOWANCE,
      評価書番号: '23',
      評価実施機関名: '架空市長',
      公表日: '令和7年3月21日',
      様式: 'missing',
    })
  })

  test('a date beside 承認日 is 公表日 for a local body and undecided for another', () => {
    const dated = (body: string) =>
      only(`特定個人情報保護評価書（全項目評価書）
評価書番号
評価書名
3
給付に関する事務　全項目評価書
評価実施機関名
${body}
個人情報保護委員会　承認日　【行政機関等のみ】
公表日
令和4年12月1日
項目一覧`)
    expect(cover(dated('架空町長'))).toMatchObject({ 公表日: '令和4年12月1日', 承認日: 'missing' })
    const undecided = dated('架空給付機構')
    expect(cover(undecided)).toMatchObject({ 評価実施機関名: '架空給付機構', 公表日: 'ambiguous' })
    expect(item(undecided, '公表日')).toMatchObject({ raw: '令和4年12月1日', evidence: lines([10, 10]) })
    expect(undecided.problems).toContainEqual(
      expect.objectContaining({
        code: 'date-not-understood',
        path: '表紙.公表日',
        evidence: lines([10, 10]),
      }),
    )
  })

  test('what is no date, and a date at another place, are not asserted', () => {
    const planned = only(IN_ORDER.replace('令和5年3月6日', '未定'))
    expect(cover(planned)).toMatchObject({ 公表日: 'ambiguous' })
    expect(planned).not.toHaveProperty('publicationDate')
    const atTop = IN_ORDER.replace('令和5年3月6日', '').replace('特定', '令和5年4月1日\n特定')
    expect(cover(only(atTop))).toMatchObject({ 公表日: 'ambiguous', 特記事項: 'missing' })
  })

  test('a page number is no evaluation number', () => {
    const text = IN_ORDER.replace('12\n', '').replace('- 1 -', '1')
    expect(cover(only(text))).toMatchObject({ 評価書番号: 'missing', 評価書名: CHILD_ALLOWANCE.評価書名 })
  })

  test('a title and a label that are broken over lines', () => {
    const text = IN_ORDER.replace('（重点', '\n（重点').replace('権利利益', '権利\n利益')
    expect(cover(only(text))).toEqual(CHILD_ALLOWANCE)
  })

  test('radicals are folded in values and kept in raw', () => {
    const evaluation = only(IN_ORDER.replace('架空県架空市長', '架空県架空市⻑'))
    expect(item(evaluation, '評価実施機関名')).toMatchObject({
      raw: '架空県架空市⻑',
      value: '架空県架空市長',
    })
  })
})

describe('OCR text', () => {
  test('tab-separated rows', () => {
    const evaluation = only(`
特定個人情報保護評価書(基礎項目評価書)

評価書番号\t評価書名
5\t架空市 健康増進に関する事務 基礎項目評価書

個人のプライバシー等の権利利益の保護の宣言

${DECLARATION}

特記事項

—

評価実施機関名\t架空市教育委員会
公表日\t令和6年10月1日

I 関連情報`)
    expect(evaluation.form).toBe('様式2')
    expect(cover(evaluation)).toEqual({
      評価書番号: '5',
      評価書名: '架空市 健康増進に関する事務 基礎項目評価書',
      宣言: DECLARATION,
      特記事項: 'dash',
      評価実施機関名: '架空市教育委員会',
      公表日: '令和6年10月1日',
      様式: 'missing',
    })
  })

  test('HTML tables: tags are gone, a name over two lines is one', () => {
    const evaluation = only(`<h1>特定個人情報保護評価書(重点項目評価書)</h1>
<table><tr><td>評価書番号</td><td>評価書名</td></tr><tr><td>12</td><td>児童手当に関する事務<br>重点項目評価書</td></tr></table>
<h2>個人のプライバシー等の権利利益の保護の宣言</h2>
<p>${DECLARATION}</p>
<table>
<tr>
<td>特記事項</td>
<td>窓口の端末は三分で画面が閉じる。</td>
</tr>
<tr><th>評価実施機関名</th></tr><tr><td>架空市長</td></tr>
<tr><th>公表日</th><td>令和 5 年 3 月 6 日</td></tr>
</table>
<h2>項目一覧</h2>`)
    expect(cover(evaluation)).toEqual({
      ...CHILD_ALLOWANCE,
      評価書名: '児童手当に関する事務重点項目評価書',
      特記事項: '窓口の端末は三分で画面が閉じる。',
      評価実施機関名: '架空市長',
      公表日: '令和 5 年 3 月 6 日',
      様式: 'missing',
    })
    expect(item(evaluation, '評価書名').evidence).toEqual(lines([2, 2]))
    expect(evaluation.publicationDate?.iso).toBe('2023-03-06')
  })

  test('a letter before the cover is not part of it', () => {
    const evaluation = only(`令和5年4月1日
架空市長
${IN_ORDER.replace('令和5年3月6日', '').replace('\f', '')}`)
    expect(cover(evaluation)).toEqual({ ...CHILD_ALLOWANCE, 公表日: 'empty' })
    expect(evaluation.span).toEqual({ lines: [3, 34] })
  })
})

test('each cover begins an evaluation', () => {
  const basic = IN_ORDER.replaceAll('重点項目', '基礎項目')
    .replace('様式３', '様式２')
    .replace('項目一覧', 'Ⅰ　関連情報')
  const { evaluations, problems } = parse(`${basic}\n\f${IN_ORDER}`)
  expect(problems).toEqual([])
  expect(evaluations.map(({ form, span }) => ({ form, span }))).toEqual([
    { form: '様式2', span: { lines: [1, 32] } },
    { form: '様式3', span: { lines: [33, 64] } },
  ])
})

describe('without a cover', () => {
  const table = (...addresses: string[]) =>
    `変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明\n${addresses.join('\n①\n\n令和6年1月9日\n')}`

  test.each([
    ['様式3', ['（別添２）変更箇所', 'Ⅱ　特定個人情報ファイルの概要', 'Ⅲ　リスク対策', 'Ⅴ　評価実施手続']],
    ['様式4', ['Ⅰ　基本情報', 'Ⅳ　その他のリスク対策', 'Ⅵ　評価実施手続']],
    ['様式2', ['Ⅰ　関連情報', 'Ⅱ　しきい値判断項目']],
  ])('a change table shows %s by its headings', (form, addresses) => {
    const evaluation = only(table(...addresses))
    expect(evaluation.form).toBe(form)
    expect(new Set(evaluation.items.map(({ status }) => status))).toEqual(new Set(['missing']))
    expect(evaluation.coverage.unplaced).toBe(evaluation.coverage.characters)
    expect(evaluation.problems.map(({ code }) => code)).toEqual([
      'item-missing',
      'agency-not-identified',
      'items-not-read',
    ])
  })

  test.each([
    ['shows too little', ['Ⅰ　基本情報', 'Ⅱ　特定個人情報ファイルの概要', 'Ⅲ　リスク対策']],
    ['has one heading that may be a slip', ['Ⅰ　基本情報', 'Ⅲ　リスク対策', 'Ⅵ　評価実施手続']],
    ['mixes forms', ['Ⅴ　評価実施手続', 'Ⅳ　開示請求、問合せ', 'Ⅵ　評価実施手続', 'Ⅴ　開示請求、問合せ']],
  ])('a change table that %s is given no form', (_, addresses) => {
    const { evaluations, problems } = parse(table(...addresses))
    expect(evaluations).toEqual([])
    expect(problems).toMatchObject([
      { code: 'form-not-recognised', severity: 'error', evidence: lines([1, 1]) },
    ])
  })

  test.each([
    ['empty', ''],
    ['a letter', '拝啓\n個人情報の取扱いについて、下記のとおり通知します。\n令和5年3月6日\n架空市長'],
    [
      'slides',
      '特定個人情報保護評価とは\nⅠ 基本情報\nⅣ その他のリスク対策\nⅤ 開示請求、問合せ\nⅥ 評価実施手続\n公表日',
    ],
  ])('%s is no assessment', (_, text) => {
    expect(parse(text)).toMatchObject({
      evaluations: [],
      problems: [{ code: 'not-an-assessment', severity: 'error' }],
    })
  })
})

test('torn in any order, nothing wrong is asserted', () => {
  const [page, rest] = IN_ORDER.split('\f')
  const pieces = page!.split(/\n\s*\n/u).filter((piece) => piece.trim() !== '')
  fc.assert(
    fc.property(fc.shuffledSubarray(pieces, { minLength: pieces.length }), (torn) => {
      const asserted = parse(`${torn.join('\n\n')}\n\f${rest}`).evaluations.map((each) => cover(each))
      for (const [path, value] of Object.entries(asserted[0] ?? {})) {
        expect([CHILD_ALLOWANCE[path as keyof typeof CHILD_ALLOWANCE], 'missing', 'ambiguous']).toContain(
          value,
        )
      }
    }),
    { numRuns: 200, seed: 1 },
  )
})

const shared = new URL('../../../../shared/', import.meta.url)
const corpus = new URL('corpus/', shared)
const read = (path: string) => readFileSync(new URL(path, shared), 'utf8')
const norm = (text: unknown) => String(text).normalize('NFKC').replace(/\s/gu, '')

if (existsSync(corpus)) {
  const published = (prefix: string) =>
    `corpus/${readdirSync(corpus).find((name) => name.startsWith(prefix) && name.endsWith('.txt'))}`

  test.each([
    ['000', '様式3', '30', '小平市長', '2023-09-30', /重点項目評価書$/u],
    ['001', '様式4', '25', '市川市長', undefined, /全項目評価書$/u],
    ['002', '様式3', '39', '千葉市長', '2021-02-03', /^千葉市.*重点項目評価書$/u],
    ['003', '様式3', undefined, undefined, undefined, /^undefined$/u],
    ['004', '様式3', '23', '吹田市長', '2025-03-21', /重点項目評価書$/u],
  ])('the published text %s', (prefix, form, number, agency, iso, title) => {
    const evaluation = only(read(published(prefix)))
    expect(evaluation.form).toBe(form)
    expect(evaluation.number).toBe(number)
    expect(evaluation.agency?.name).toBe(agency)
    expect(evaluation.publicationDate?.iso).toBe(iso)
    expect(String(evaluation.title)).toMatch(title)
  })

  type Truth = { path: string; kind: string; value?: string; first?: string; last?: string; chars?: number }
  test.each([
    ...['002', '004'].map((prefix) => [published(prefix), `gold/${prefix}.json`]),
    ...readdirSync(new URL('pdf-text/', corpus))
      .filter((name) => name.endsWith('.txt'))
      .map((name) => [`corpus/pdf-text/${name}`, `corpus/pdf-text/${name.replace('.txt', '.truth.json')}`]),
  ])('the cover of %s is read as %s says', (document, truth) => {
    const evaluation = only(read(document!))
    for (const gold of (JSON.parse(read(truth!)).items as Truth[]).filter(({ path }) =>
      path.startsWith('表紙'),
    )) {
      const mine = evaluation.items.find(({ path }) => path === gold.path)!
      if (gold.kind === 'undeterminable') expect(mine.status).toBe('missing')
      else if (gold.kind === 'blank') expect(['blank', 'missing']).toContain(mine.status)
      else {
        const value = norm(said(mine))
        if (gold.value !== undefined) expect(value).toBe(norm(gold.value))
        else
          expect([value.startsWith(norm(gold.first)), value.endsWith(norm(gold.last)), value.length]).toEqual(
            [true, true, gold.chars],
          )
      }
    }
  })
}
