import { describe, expect, test } from 'vitest'
import { readChangeTable } from '../../../parsers/engine/scrambled/change-table.ts'
import { toPages } from '../../../parsers/engine/scrambled/pages.ts'
import { formSpec } from '../../../parsers/forms/index.ts'

const read = (text: string) => readChangeTable(toPages(text.split('\n')), formSpec('様式3', 'H30'), [])
const blocks = (...each: readonly string[]): string => each.map((block) => `${block}\n\n`).join('')

/** As pdfminer.six prints a table of two rows: days, then items, then each row's texts. */
const laidOut = blocks(
  '（別添２）変更箇所',
  '変更日',
  '項目',
  '変更前の記載',
  '変更後の記載',
  '提出時期',
  '提出時期に係る説明',
  '令和5年4月1日',
  'Ⅰ　基本情報\n４．個人番号の利用\n法令上の根拠',
  '図書館の貸出券の番号を記録し、返\n却の期限を過ぎた者へ知らせる。\nそのほかの目的には用いない。',
  '図書館の貸出券の番号を記録し、返\n却の期限を過ぎた者へ知らせる。\n予約の有無も記録する。',
  '事後',
  '法令の改正に伴う\n修正',
)

/** As drawn: the cells of a row follow one another, two of them in one line with their 提出時期. */
const asDrawn = blocks(
  '（別添２）変更箇所\n変更日 項目 変更前の記載 変更後の記載 提出時期',
  '提出時期に係る説明',
  '令和5年4月1日',
  '令和5年4月1日',
  'Ⅰ　基本情報\n６．評価実施機関における担当部署\n②所属長の役職名',
  '館長 図書館長 事後\n組織改正に伴う変更',
  'Ⅰ　基本情報\n４．個人番号の利用\n法令上の根拠',
  '図書館の条例第2条に定める貸出の事務',
  '図書館の条例第2条に定める貸出と予約の事務',
  '事後',
  '法令の改正に伴う修正',
)

describe('a change table as it was drawn', () => {
  test('cells of a row follow one another', () => {
    const { changes, unplaced } = read(asDrawn)
    expect(changes).toMatchObject([
      {
        iso: '2023-04-01',
        項目: 'Ⅰ　基本情報６．評価実施機関における担当部署②所属長の役職名',
        変更前: '館長',
        変更後: '図書館長',
        提出時期: '事後',
        説明: '組織改正に伴う変更',
      },
      {
        変更前: '図書館の条例第2条に定める貸出の事務',
        変更後: '図書館の条例第2条に定める貸出と予約の事務',
        説明: '法令の改正に伴う修正',
      },
    ])
    expect(unplaced).toEqual([])
  })

  test('a row that adds the evaluation: its day on its line, its explanation before it', () => {
    const { changes } = read(
      blocks(
        '（別添２）変更箇所\n変更日 項目 変更前の記載 変更後の記載 提出時期',
        '提出時期に係る説明',
        '制度の変更に伴う\n新たな評価',
        '令和5年4月1日 新規作成 ―',
        'この評価書は、図書の予約の事務を分けて\n新たに作成したものである。',
        '事後',
        'Ⅰ　基本情報\n４．個人番号の利用\n法令上の根拠',
        '再予約していない',
        '具体的な方法：－',
        '予約を受けている',
        '具体的な方法：窓口で受ける。',
        '事後\n法令の改正に伴う修正',
      ),
    )
    expect(changes[0]).toMatchObject({
      iso: '2023-04-01',
      項目: '新規作成',
      変更前: '―',
      変更後: 'この評価書は、図書の予約の事務を分けて新たに作成したものである。',
      説明: '制度の変更に伴う新たな評価',
    })
    expect(changes[1]).toMatchObject({
      変更前: '再予約していない\n具体的な方法：－',
      変更後: '予約を受けている\n具体的な方法：窓口で受ける。',
      unattributed: ['変更日'],
    })
  })

  test('a row with one text says that its columns are not known', () => {
    const { changes, unplaced } = read(asDrawn.replace('図書館の条例第2条に定める貸出の事務\n\n', ''))
    expect(changes[1]).toMatchObject({ unattributed: ['変更前', '変更後'], 提出時期: '事後' })
    expect(changes[1]).not.toHaveProperty('変更前')
    expect(unplaced.map(({ text }) => text)).toEqual(['図書館の条例第2条に定める貸出と予約の事務'])
  })
})

describe('a change table in the order of a layout analysis', () => {
  test('days and items are told, and texts only where the order proves their columns', () => {
    const { changes } = read(laidOut)
    expect(changes).toMatchObject([
      { iso: '2023-04-01', 項目: 'Ⅰ　基本情報４．個人番号の利用法令上の根拠', 提出時期: '事後' },
    ])
    const [row] = changes
    const isTold = row!.変更前 !== undefined
    expect(row!.unattributed?.includes('変更前') ?? false).toBe(!isTold)
    if (isTold) expect(row!.変更前).toContain('そのほかの目的には用いない。')
  })

  test('an item that is a section alone is told, unless a line could be the rest of it', () => {
    const alone = laidOut.replace('Ⅰ　基本情報\n４．個人番号の利用\n法令上の根拠', 'Ⅰ　基本情報')
    const below = blocks(
      '令和5年5月1日',
      'Ⅰ　基本情報\n４．個人番号の利用\n法令上の根拠',
      '返却の期限',
      '貸出の期限',
      '事前',
      '誤記の訂正',
    )
    expect(read(alone + below).changes[0]).toMatchObject({ iso: '2023-04-01', 項目: 'Ⅰ　基本情報' })
    const torn = laidOut.replace('\n４．個人番号の利用\n法令上の根拠', '\n\n\n図書館\n４．個人番号の利用')
    expect(read(torn + below).changes.filter(({ 項目 }) => 項目 === 'Ⅰ　基本情報')).toEqual([])
  })
})
