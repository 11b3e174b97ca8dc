import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluateRows, looksLikeRows } from '../../../parsers/engine/rows/evaluate.ts'
import type { Evaluation, Item } from '../../../parsers/records/index.ts'
import { matchKey } from '../../../parsers/text/characters.ts'

const cover = [
  '特定個人情報保護評価書(重点項目評価書)',
  '',
  '評価書番号\t評価書名',
  '7\t架空沢市 図書の貸出しに関する事務 重点項目評価書',
  '',
  '個人のプライバシー等の権利利益の保護の宣言',
  '',
  '架空沢市は、図書の貸出しに関する事務において、漏えいその他の事態を防ぐ措置を講ずることを宣言する。',
  '',
  '特記事項',
  '',
  '—',
  '',
  '評価実施機関名',
  '',
  '架空県架空沢市長',
  '',
  '公表日',
  '',
  '令和5年9月30日',
  '',
  '[平成30年5月 様式3]',
  '',
  '項目一覧',
  '',
  'I 基本情報',
  'II 特定個人情報ファイルの概要',
  '',
]

const body = [
  'I 基本情報',
  '',
  '1. 特定個人情報ファイルを取り扱う事務\t',
  '①事務の名称\t図書の貸出しに関する事務',
  '②事務の内容\t<p>1. 利用者の登録を行う。</p> <p>2. 貸出しの記録を作成する。</p>',
  '③対象人数\t<p style="text-align: right;"><選択肢></p> <p>[1万人以上10万人未満] 1) 1,000人未満 3) 1万人以上10万人未満 2) 1,000人以上1万人未満 4) 10万人以上30万人未満</p>',
  '2. 特定個人情報ファイルを取り扱う事務において使用するシステム\t',
  'システム1\t',
  '①システムの名称\t貸出管理システム',
  '②システムの機能\t<ul><li>貸出しの登録</li><li>返却の登録</li></ul>',
  '③他のシステムとの接続\t[] 情報提供ネットワークシステム [○] 庁内連携システム [] 住民基本台帳ネットワークシステム [] 既存住民基本台帳システム [] 宛名システム等 [] 税務システム [○] その他 (予約システム)',
  'システム2\t',
  '①システムの名称\t統計システム',
  '②システムの機能\t集計表を作成する。',
  '③他のシステムとの接続\t<input type="checkbox"/> 情報提供ネットワークシステム <input type="checkbox"/> 庁内連携システム <input type="checkbox"/> 住民基本台帳ネットワークシステム <input type="checkbox"/> 既存住民基本台帳システム <input type="checkbox"/> 宛名システム等 <input type="checkbox"/> 税務システム <input type="checkbox"/> その他 ()',
  '3. 特定個人情報ファイル名\t',
  '図書利用者ファイル\t',
  '4. 個人番号の利用 ※\t',
  '法令上の根拠\t架空法第1条',
  '5. 情報提供ネットワークシステムによる情報連携 ※\t',
  '①実施の有無\t<input type="checkbox"/> 実施しない <input type="checkbox"/> <div><選択肢> 1) 実施する 2) 実施しない 3) 未定</div>',
  '②法令上の根拠\t',
  '',
  'II 特定個人情報ファイルの概要',
  '',
  '1. 特定個人情報ファイル名\t\t',
  '図書利用者ファイル\t\t',
  '3. 特定個人情報の入手・使用\t\t',
  '②入手方法\t\t[<input checked="" type="radio"/>] 紙 [<input type="checkbox"/>] 電子記録媒体(フラッシュメモリを除く。) [<input type="checkbox"/>] フラッシュメモリ [<input type="checkbox"/>] 電子メール [<input type="checkbox"/>] 専用線 [<input type="checkbox"/>] 庁内連携システム [<input type="checkbox"/>] 情報提供ネットワークシステム [<input type="checkbox"/>] その他 ()',
  '⑥使用開始日\t\t令和3年4月1日',
  '4. 特定個人情報ファイルの取扱いの委託\t\t',
  '委託の有無 ※\t[<input type="checkbox"/> 委託する]\t<選択肢>\t',
  '\t(<input type="checkbox"/> 1) 件\t1) 委託する 2) 委託しない\t',
  '委託事項1\t貸出窓口の運営',
  '③委託先名\t架空図書サービス株式会社',
  '再委託\t④再委託の有無 ※\t[<input type="checkbox"/> 再委託しない]\t<選択肢>',
  '5. 特定個人情報の提供・移転(委託に伴うものを除く。)\t\t',
  '提供・移転の有無\t[<input checked="" type="radio"/>] 提供を行っている (1) 件 [<input type="checkbox"/>] 移転を行っている () 件 [<input type="checkbox"/>] 行っていない',
  '提供先1\t隣の架空町長',
  '④提供する情報の対象となる本人の数\t[<input type="checkbox"/>] 1万人未満 [○] 1万人未満 [<input type="checkbox"/>] 1万人以上10万人未満',
  '提供先2~5',
  '移転先1\t\t',
  '①法令上の根拠\t',
  '',
  'III リスク対策 ※(7. ②を除く。)',
  '',
  '4. 特定個人情報ファイルの取扱いの委託\t\t[<input type="checkbox"/>] 委託しない\t',
  '5. 特定個人情報の提供・移転（委託や情報提供ネットワークシステムを通じた提供を除く。）\t\t[<input type="radio"/>] 提供・移転しない\t',
  '6. 情報提供ネットワークシステムとの接続 [] 接続しない(入手) [○] 接続しない(提供)',
  'リスク1：目的外の入手が行われるリスク',
  'リスクに対する措置の内容\t府内の端末を限る。 <架空沢市における措置> 記録を残す。',
  'リスクへの対策は十分か\t[十分である]\t<選択肢> 1) 特に力を入れている 3) 課題が残されている 2) 十分である',
  '',
  '(別添2) 変更箇所',
  '',
  '変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明',
  '令和5年9月8日\tI 基本情報 1. 特定個人情報ファイルを取り扱う事務 ②事務の内容\t—\t<p>2. 貸出しの記録を作成する。</p> <p>の新設</p>\t事後\t制度の改正のため',
  '令和5年9月8日\tⅢ リスク対策\t8. 監査\t[○]自己点検\t事後\t監査の変更',
]
const page = [...cover, ...body]

const itemOf = (evaluation: Evaluation | undefined, path: string): Item => {
  const item = evaluation?.items.find((candidate) => candidate.path === path)
  if (!item) throw new Error(`no item ${path}`)
  return item
}
const read = async (lines: readonly string[] = page) => (await evaluateRows(lines))[0]

describe('evaluateRows', () => {
  test('reads the cover by columns and by lines', async () => {
    const evaluation = await read()
    expect(evaluation).toMatchObject({
      form: '様式3',
      version: '平成30年5月 様式3',
      number: '7',
      title: '架空沢市 図書の貸出しに関する事務 重点項目評価書',
      publicationDate: { value: '令和5年9月30日', iso: '2023-09-30' },
    })
    expect(itemOf(evaluation, '表紙.特記事項')).toMatchObject({ status: 'blank', blankKind: 'dash' })
  })

  test('joins the paragraphs of a cell and keeps angle brackets that are no tags', async () => {
    const evaluation = await read()
    expect(itemOf(evaluation, 'I.1.2')).toMatchObject({
      value: '1. 利用者の登録を行う。\n2. 貸出しの記録を作成する。',
    })
    expect(itemOf(evaluation, 'III[1].6.リスク1.措置の内容')).toMatchObject({
      value: '府内の端末を限る。 <架空沢市における措置> 記録を残す。',
    })
  })

  test('reads choices with their options in any order, and without brackets', async () => {
    const evaluation = await read()
    expect(itemOf(evaluation, 'I.1.3')).toMatchObject({ option: 3 })
    expect(itemOf(evaluation, 'I.5.1')).toMatchObject({ option: 2 })
    expect(itemOf(evaluation, 'II[1].4.委託の有無')).toMatchObject({ option: 1 })
    expect(itemOf(evaluation, 'II[1].4.委託の有無.件数')).toMatchObject({ value: 1 })
    expect(itemOf(evaluation, 'II[1].4.委託事項[1].4')).toMatchObject({ option: 2 })
  })

  test('asserts no option where boxes before the options contradict each other', async () => {
    expect(itemOf(await read(), 'II[1].5.提供先[1].4')).toMatchObject({ status: 'ambiguous' })
  })

  test('reads printed marks and HTML boxes that stand beside a checked one', async () => {
    const evaluation = await read()
    expect(itemOf(evaluation, 'I.2.システム[1].3')).toMatchObject({
      checked: ['庁内連携システム', 'その他'],
      unknown: [],
      details: { その他: '予約システム' },
    })
    expect(itemOf(evaluation, 'II[1].3.2')).toMatchObject({ checked: ['紙'], unknown: [] })
    expect(itemOf(evaluation, 'II[1].5.提供・移転の有無')).toMatchObject({
      checked: ['提供を行っている'],
      unchecked: ['移転を行っている', '行っていない'],
    })
  })

  test('does not take empty HTML boxes alone for unchecked', async () => {
    expect(itemOf(await read(), 'I.2.システム[2].3')).toMatchObject({
      status: 'ambiguous',
      checked: [],
      unchecked: [],
    })
  })

  test('trusts a box alone only as far as the groups of the document prove it', async () => {
    const evaluation = await read()
    expect(itemOf(evaluation, 'III[1].4.委託しない')).toMatchObject({ checked: false })
    expect(itemOf(evaluation, 'III[1].5.提供・移転しない')).toMatchObject({ status: 'ambiguous' })
    expect(itemOf(evaluation, 'III[1].6.接続しない（入手）')).toMatchObject({ checked: false })
    expect(itemOf(evaluation, 'III[1].6.接続しない（提供）')).toMatchObject({ checked: true })
  })

  test('leaves out empty slots and heads of extension sheets', async () => {
    const evaluation = await read()
    expect(evaluation?.items.some(({ path }) => path.includes('移転先['))).toBe(false)
    expect(evaluation?.unplaced.some(({ text }) => text.includes('提供先2~5'))).toBe(false)
  })

  test('reads the change table and attributes no text of a torn row', async () => {
    const [row, torn] = (await read())!.changes
    expect(row).toMatchObject({
      iso: '2023-09-08',
      変更後: '2. 貸出しの記録を作成する。\nの新設',
      提出時期: '事後',
    })
    expect(torn).toMatchObject({ 項目: 'Ⅲ リスク対策 8. 監査', unattributed: ['変更前', '変更後'] })
  })

  test.each([
    ['markdown tables', (cells: string[]) => `| ${cells.join(' | ')} |`],
    ['HTML tables', (cells: string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`],
  ])('reads the same from %s', async (_, row) => {
    const lines = page.map((line) => (line.includes('\t') ? row(line.split('\t')) : line))
    expect(values((await read(lines))!)).toEqual(values((await read())!))
  })

  test('finds a label that is only like the form’s between its neighbours', async () => {
    const lines = page.map((line) => line.replace('②システムの機能\t集計', '②システムの械能\t集計'))
    expect(itemOf(await read(lines), 'I.2.システム[2].2')).toMatchObject({ value: '集計表を作成する。' })
  })

  test('keeps the printed list mark, and not the one that markdown puts before it', async () => {
    const lines = page.flatMap((line) =>
      line.startsWith('III リスク対策')
        ? ['(別添1) 特定個人情報ファイル記録項目', '- ・氏名', '- ・住所', line]
        : [line],
    )
    expect(itemOf(await read(lines), '別添1')).toMatchObject({ value: '・氏名\n・住所' })
  })

  test('finds nothing in nonsense', async () => {
    const nonsense = Array.from({ length: 20_000 }, (_, index) => `①部署\t架空の課${index}`)
    expect(await evaluateRows(nonsense)).toEqual([])
  })
})

describe('a change table alone, in plain text', () => {
  const table = [
    '（別添２）変更箇所',
    '変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明',
    '',
    '令和6年1月9日',
    '',
    'Ⅲ　リスク対策',
    '２．特定個人情報の入手（情報提供ネットワークシステムを通じた入手を除く。）',
    'リスクに対する措置の内容',
    '',
    '・書面の確認を二人で行うこととしている。',
    '（下段に続く）',
    '',
    '・書面の確認を一人で行うこととしている。',
    '',
    '事後',
    '',
    '令和6年1月9日 同上',
    '',
    '（上段からの続き）',
    '',
    '・記録は紙で残している。',
    '',
    '事後',
    '',
    '令和6年1月9日',
    'Ⅴ　評価実施手続',
    '①実施日',
    '',
    '令和5年1月4日 令和6年1月5日 事前',
    '時点修正',
    '',
    '令和6年1月9日',
    '',
    'Ⅱ 特定個人情報ファイルの概要',
    '④再委託の有無',
    '',
    '架空の文',
    '',
    '事後',
  ]

  test('tells its columns by their order, marks and wording', async () => {
    expect(looksLikeRows(table)).toBe(1)
    const [evaluation] = await evaluateRows(table)
    expect(evaluation?.form).toBe('様式3')
    expect(evaluation?.changes).toMatchObject([
      {
        変更前: '・書面の確認を二人で行うこととしている。\n（下段に続く）',
        変更後: '・書面の確認を一人で行うこととしている。',
        提出時期: '事後',
      },
      { 項目: '同上', 変更前: '（上段からの続き）\n・記録は紙で残している。', 変更後: '' },
      { 変更前: '令和5年1月4日', 変更後: '令和6年1月5日', 提出時期: '事前', 説明: '時点修正' },
      { unattributed: ['変更前', '変更後'] },
    ])
    expect(evaluation?.unplaced).toMatchObject([{ text: '架空の文' }])
  })
})

test('looksLikeRows tells rows from plain text', () => {
  expect(looksLikeRows(page)).toBeGreaterThan(0.5)
  expect(looksLikeRows(['Ⅰ　基本情報', '①事務の名称', '図書の貸出し'])).toBe(0)
})

/** What an evaluation asserts, without what harmless rewriting changes. */
function values(evaluation: Evaluation): Record<string, unknown> {
  const plain = (text: string | undefined) => matchKey(text ?? '').replace(/[|·]/gu, '')
  const found: [string, unknown][] = evaluation.items.map((item) => {
    if (item.kind === 'checkboxes')
      return [item.path, [item.checked, item.unchecked, Object.values(item.details).map(plain)]]
    if (item.kind === 'checkbox') return [item.path, item.checked]
    if (item.kind === 'choice') return [item.path, item.option]
    if (item.kind === 'date') return [item.path, item.iso]
    if (item.kind === 'number') return [item.path, item.value]
    return [item.path, plain(item.value)]
  })
  const rows = evaluation.changes.map((row, index): [string, unknown] => [
    `変更[${index}]`,
    [row.iso, plain(row.項目), plain(row.変更前), plain(row.変更後), row.提出時期],
  ])
  return Object.fromEntries([...found, ...rows])
}

const TAGS_AND_TABS = /(<[^>]*>|\t)/u
const outsideTags = (line: string, change: (text: string) => string): string =>
  line
    .split(TAGS_AND_TABS)
    .map((part, index) => (index % 2 === 1 ? part : change(part)))
    .join('')

const rewritings: Readonly<Record<string, (lines: string[], at: (size: number) => number) => string[]>> = {
  'full width': (lines, at) =>
    lines.map((line) =>
      outsideTags(line, (text) =>
        text.replace(/[0-9A-Za-z():,.]/gu, (sign) =>
          at(2) ? sign : String.fromCodePoint(sign.codePointAt(0)! + 0xfee0),
        ),
      ),
    ),
  spaces: (lines, at) =>
    lines.map((line) =>
      outsideTags(line, (text) => text.replace(/\p{Script=Han}/gu, (sign) => (at(20) ? sign : `${sign} `))),
    ),
  'line ends': (lines, at) =>
    lines.flatMap((line) =>
      outsideTags(line, (text) =>
        text.replace(/\p{Script=Han}/gu, (sign) => (at(40) ? sign : `${sign}\n`)),
      ).split('\n'),
    ),
  'roman numerals': (lines) =>
    lines.map((line) =>
      line
        .replace(/^III(?= )/u, 'Ⅲ')
        .replace(/^II(?= )/u, 'Ⅱ')
        .replace(/^I(?= )/u, 'Ⅰ'),
    ),
  circles: (lines, at) => lines.map((line) => line.replace(/○/gu, () => '○〇◯'[at(3)]!)),
  'carriage returns': (lines) => lines.map((line) => `${line}\r`),
  'page marks': (lines, at) =>
    lines.flatMap((line) => (line !== '' || at(3) ? [line] : [line, `- ${at(90)} -`, '\f'])),
  'empty lines dropped': (lines, at) => lines.filter((line) => line !== '' || at(2) > 0),
}

describe('harmless rewriting changes no asserted value', () => {
  // A torn row is told by the spaces in it.
  const document = page.slice(0, -1)
  test.each(Object.entries(rewritings))('%s', async (_, rewrite) => {
    const expected = values((await read(document))!)
    await fc.assert(
      fc.asyncProperty(fc.infiniteStream(fc.nat({ max: 1_000_000 })), async (numbers) => {
        const at = (size: number) => numbers.next().value % size
        expect(values((await read(rewrite([...document], at)))!)).toEqual(expected)
      }),
      { numRuns: 15, seed: 20231109 },
    )
  })
})
