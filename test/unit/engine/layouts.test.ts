import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeChanges, makeFilling, type Slots, type Value, type Wanted } from '../../support/fillings.ts'
import { choice, doubtful, handling, long, outline, risks, text } from '../../support/fillings-samples.ts'
import type { Part } from '../../support/form-writer.ts'
import { anyStyle } from '../../support/form-writer-any.ts'
import { type Case, exact, readBack, readBackParts, testLayouts } from '../../support/form-writer-check.ts'

describe('plain', () => {
  testLayouts(
    [
      ['様式3 Ⅰ', {}, outline],
      ['様式3 Ⅱ', {}, handling],
      ['様式3 Ⅲ and a change table', {}, risks],
      ['様式3 with long texts', {}, long],
      [
        '様式2 of 令和6年',
        {},
        { form: '様式2', edition: 'R6', parts: ['表紙', 'I', 'II', 'III', 'IV.2', 'IV.8', 'IV.9'], seed: 3 },
      ],
      [
        '様式2 of 平成31年',
        {},
        {
          form: '様式2',
          edition: 'H31',
          parts: ['表紙', 'I', 'II', 'IV.3', 'IV.6', 'IV.8', 'IV.9'],
          seed: 4,
        },
      ],
      [
        '様式4 Ⅰ and Ⅱ',
        {},
        {
          form: '様式4',
          edition: 'R6',
          parts: ['表紙', 'I', '別添1', 'II[f].1', 'II[f].3', 'II[f].4', 'II[f].6'],
          seed: 5,
        },
      ],
      [
        '様式4 Ⅲ',
        {},
        {
          form: '様式4',
          edition: 'R6',
          parts: ['表紙', 'II[f].1', 'III[f].1', 'III[f].2', 'III[f].7', 'IV', 'V'],
          seed: 6,
        },
      ],
    ],
    outline,
  )
})

describe('borders', () => {
  testLayouts(
    [
      ['thin filled rectangles', { borders: 'filled' }],
      ['doubled', { borders: 'doubled' }],
      ['dashed by pattern', { borders: 'dashed' }],
      ['dashes as rectangles', { borders: 'dashes' }],
      ['drawn per cell with gaps', { borders: 'per-cell' }],
      ['dots as rectangles', { borders: 'dots' }],
      ['outer sides missing', { open: 'outer' }],
      ['outer sides missing, dashes', { open: 'outer', borders: 'dashes' }],
      ['between label and value missing', { open: 'label-value' }],
      ['a box around the bracket', { bracketBox: true }],
      ['a line between bracket and options', { choiceDivider: true }],
      ['a frame around the page', { pageFrame: true }],
      ['a frame around the page, texts cut', { pageFrame: true, bodyHeight: 250, split: 'anywhere' }, long],
      ['cells painted white and grey', { whiteCells: true }],
      ['painted, shuffled, thin rectangles', { whiteCells: true, shuffled: true, borders: 'filled' }],
    ],
    handling,
  )
  testLayouts(
    [
      ['doubled, Ⅰ', { borders: 'doubled' }, outline],
      ['per cell, Ⅰ', { borders: 'per-cell' }, outline],
      ['outer sides missing, change table', { open: 'outer' }, risks],
    ],
    outline,
  )
})

describe('pages', () => {
  testLayouts(
    [
      ['landscape', { landscape: true }],
      ['landscape, turned by /Rotate', { landscape: true, turned: true }],
      ['upright, turned by /Rotate', { turned: true }],
      ['page numbers - 3 -', { pageNumber: '- # -' }],
      ['page numbers 3ページ', { pageNumber: '#ページ' }],
      ['bare page numbers', { pageNumber: '#' }],
      ['running head: the agency', { runningHead: '架空県架空市' }],
      ['running head: the title of the form', { runningHead: '特定個人情報保護評価書（重点項目評価書）' }],
      ['no table of contents', { contents: false }],
      ['sections on one page', { flow: true }],
      ['no edition mark', { editionMark: false }],
    ],
    handling,
  )
})

describe('text', () => {
  testLayouts(
    [
      ['90ms-RKSJ-H', { encoding: 'sjis' }],
      ['Identity-H with ToUnicode', { encoding: 'mapped' }],
      ['one run a character', { pieces: 'character' }],
      ['torn runs in any order', { pieces: 'torn', shuffled: true }],
      ['labels printed twice', { shadow: true }],
      ['values indented', { valueAlign: 'indented' }],
      ['values centred', { valueAlign: 'centre' }],
      ['raised notes', { superscripts: true }],
    ],
    handling,
  )
})

describe('labels', () => {
  testLayouts(
    [
      ['wrapped over lines', { labelWidth: 80 }],
      ['at the top, wrapped', { labelWidth: 90, labelAlign: 'top' }],
      ['with spaces in them', { labelSpaced: true }],
      ['with ※', { remark: '※' }],
      ['with ※ behind a space', { remark: '　※' }],
      ['with a bracket', { remark: '【必須】' }],
      ['numbered 1. ①', { numbers: 'ascii' }],
      ['numbered 1. (1)', { numbers: 'bracketed' }],
      ['numbered 1. (1), Ⅰ', { numbers: 'bracketed' }, outline],
      ['without numbers', { numbers: 'none' }],
      ['numbers in cells of their own', { numberCell: true }],
      ['half width', { halfWidth: true }],
      ['再委託 turned', { subcontract: 'turned' }],
      ['再委託 in a row', { subcontract: 'level' }],
    ],
    handling,
  )
  testLayouts([['wrapped, Ⅰ', { labelWidth: 70 }]], outline)
  testLayouts(
    [
      ['wrapped, Ⅲ', { labelWidth: 80 }],
      ['half width, Ⅲ', { halfWidth: true }],
    ],
    risks,
  )
})

describe('marks', () => {
  testLayouts(
    [
      ['［ ］', { brackets: '［］' }],
      ['〔 〕', { brackets: '〔〕' }],
      ...['〇', '◯', 'Ｏ', 'O', 'レ', '✓', '■', '●', '×'].map((mark): Case => [`mark ${mark}`, { mark }]),
      ['□ and ☑', { boxes: '□☑' }],
      ['□ and ■', { boxes: '□■' }],
      ['mark right of its bracket', { markPieces: 'outside-right' }],
      ['mark left of its bracket', { markPieces: 'outside-left' }],
      ['letter Ｏ right of its bracket', { mark: 'Ｏ', markPieces: 'outside-right' }],
      ['letter Ｏ left of its bracket', { mark: 'Ｏ', markPieces: 'outside-left' }],
      ['■ left of its bracket', { mark: '■', markPieces: 'outside-left' }],
      ['■ right of its bracket', { mark: '■', markPieces: 'outside-right' }],
      ['□ and ☑, headings', { boxes: '□☑' }, risks],
      ['□ and ■, headings', { boxes: '□■' }, risks],
      ['odd signs left of their brackets', { markPieces: 'outside-left' }, doubtful],
      ['label first, one column', { labelFirst: true, boxColumns: 1 }],
      ['label first, two columns', { labelFirst: true, boxColumns: 2 }],
      ['bracket and mark in one run', { markPieces: 'one' }],
      ['mark below the line', { markPieces: 'lower' }],
      ['one column', { boxColumns: 1 }],
      ['three columns', { boxColumns: 3 }],
      ['detail on the next line', { detail: 'next-line' }],
      ['detail in small print', { detail: 'small' }],
      ['detail right behind the label', { detail: 'tight' }],
    ],
    handling,
  )
  const methods = (odd: Record<string, string>): Wanted => ({
    ...handling,
    values: { 'II[1].3.2': { kind: 'checkboxes', checked: ['専用線'], details: {}, odd } },
  })
  testLayouts(
    [
      ['a box that holds △', {}, methods({ 紙: '△' })],
      ['a box that holds 済', {}, methods({ 電子メール: '済' })],
      ['a box that holds a dash', {}, methods({ 専用線: '－' })],
      ['a box that holds ○?', {}, methods({ 専用線: '○?' })],
      [
        'boxes without any mark',
        {},
        { ...handling, values: { 'II[1].3.1': { kind: 'checkboxes', checked: [], details: {} } } },
      ],
      [
        'a long detail over lines',
        { detail: 'small' },
        {
          ...handling,
          values: {
            'II[1].3.1': {
              kind: 'checkboxes',
              checked: ['その他'],
              details: {
                その他:
                  '架空広域連合、見本組合（分室を含む。）、例示公社及び仮設財団が作る名簿を保つ団体のうち、市長が認めるもの',
              },
            },
          },
        },
      ],
      ['mark right of its bracket, headings', { markPieces: 'outside-right' }, risks],
      ['mark below the line, small details', { markPieces: 'lower', detail: 'small' }],
      ['odd signs right of their brackets', { markPieces: 'outside-right' }, doubtful],
      [
        'a detail that quotes a box',
        {},
        {
          ...handling,
          values: {
            'II[1].3.1': {
              kind: 'checkboxes',
              checked: ['その他'],
              details: { その他: '[ ○ ] 民間事業者を含む' },
            },
          },
        },
      ],
      [
        'a detail without its mark',
        {},
        {
          ...handling,
          values: { 'II[1].3.1': { kind: 'checkboxes', checked: [], details: { 民間事業者: '架空商会' } } },
        },
      ],
    ],
    handling,
  )
})

describe('choices', () => {
  testLayouts(
    [
      ['options below', { optionsAt: 'below' }],
      ['options above', { optionsAt: 'above' }],
      ['no options printed', { optionsAt: 'none' }],
      ['options in one column', { optionColumns: 1 }],
      ['options wrapped', { optionsWrapped: true }],
      ['options wrapped in one column', { optionColumns: 1, optionsWrapped: true }],
      ['value with its number', { choiceText: 'number-label' }],
      ['only the number', { choiceText: 'number' }],
      ['value with inner spaces', { choiceText: 'spaced' }],
      ['bracket and value in one run', { choicePieces: 'one' }],
      ['one run, options below', { choicePieces: 'one', optionsAt: 'below' }],
    ],
    handling,
  )
  const use = (value: Value): Wanted => ({ ...risks, values: { 'III[1].9.従業者に対する教育・啓発': value } })
  testLayouts(
    [
      ['not among the options', {}, use(choice('おおむね行っている'))],
      ['a number that is no option', {}, use(choice('7)'))],
      ['a number and another option’s label', {}, use(choice('1) 十分に行っていない'))],
      ['a number without bracket', {}, use(choice('2', 2))],
      ['full-width number', {}, use(choice('２）十分に行っている', 2))],
      ['two options', {}, use(choice('1) 3)'))],
      ['all options', {}, use(choice('特に力を入れて行っている・十分に行っている'))],
      ['the value with a remark', {}, use(choice('十分に行っている（一部の課を除く）'))],
      ['a negation of an option', {}, use(choice('十分に行っているとはいえない'))],
      ['a dash', {}, use(choice('－'))],
      [
        'a count of people that lies between the options',
        {},
        { ...handling, values: { 'II[1].3.4.使用者数': choice('10人以上100人未満') } },
      ],
      [
        'a count of people as a number',
        {},
        { ...handling, values: { 'II[1].3.4.使用者数': choice('120人') } },
      ],
      [
        'the options of another item',
        {},
        { ...handling, values: { 'II[1].4.委託の有無': choice('再委託する') } },
      ],
      ['委託 blank', {}, { ...handling, values: { 'II[1].4.委託の有無': { kind: 'choice' } } }],
      [
        '委託 blank and no count',
        {},
        {
          ...handling,
          values: { 'II[1].4.委託の有無': { kind: 'choice' }, 'II[1].4.委託の有無.件数': { kind: 'number' } },
        },
      ],
    ],
    risks,
  )
})

describe('what cannot be told', () => {
  testLayouts(
    [
      ['plain', {}],
      ['in one run', { markPieces: 'one', choicePieces: 'one' }],
      ['numbers with the choices', { choiceText: 'number-label', optionsAt: 'below' }],
      ['torn and shuffled', { pieces: 'torn', shuffled: true, encoding: 'sjis' }],
    ],
    doubtful,
  )
})

describe('page ends', () => {
  const heights = [200, 270, 340]
  testLayouts(
    heights.flatMap((bodyHeight): Case[] => [
      [`texts cut, ${bodyHeight}`, { split: 'anywhere', bodyHeight }],
      [`texts cut without borders there, ${bodyHeight}`, { split: 'anywhere', bodyHeight, pageEnds: 'open' }],
      [`label on the second part, ${bodyHeight}`, { split: 'anywhere', bodyHeight, splitLabel: 'second' }],
      [`label again, ${bodyHeight}`, { split: 'anywhere', bodyHeight, splitLabel: 'again' }],
    ]),
    long,
  )
  testLayouts(
    [
      ['between rows, Ⅰ', { bodyHeight: 230 }, outline],
      ['between rows, Ⅱ', { bodyHeight: 250 }, handling],
      ['between rows, Ⅱ, labels again', { bodyHeight: 250, splitLabel: 'again' }, handling],
      ['between rows, Ⅲ', { bodyHeight: 210 }, risks],
    ],
    handling,
  )
})

describe('change table', () => {
  const table = (count: number, seed: number): Wanted => ({
    form: '様式3',
    parts: ['表紙', 'I.1'],
    changes: makeChanges(count, seed),
  })
  testLayouts(
    [
      ['heads on every page', { bodyHeight: 220 }, table(9, 5)],
      ['heads on the first page only', { bodyHeight: 220, changeHeads: 'first-page' }, table(9, 5)],
      ['rows cut', { bodyHeight: 235, split: 'anywhere' }, table(9, 5)],
      [
        'rows cut, heads on the first page only',
        { bodyHeight: 260, split: 'anywhere', changeHeads: 'first-page' },
        table(12, 8),
      ],
      [
        'rows cut without borders there',
        { bodyHeight: 260, split: 'anywhere', pageEnds: 'open' },
        table(12, 8),
      ],
      [
        'rows cut, dates on the second part',
        { bodyHeight: 235, split: 'anywhere', splitLabel: 'second' },
        table(9, 5),
      ],
    ],
    risks,
  )
})

describe('repeats', () => {
  const slots = (each: Slots): Wanted => ({ ...handling, slots: each })
  testLayouts(
    [
      ['empty slots of the template', { emptySlots: true }, slots({ 委託事項: 0, 提供先: 0, 移転先: 0 })],
      ['委託事項6', {}, { ...handling, parts: ['表紙', 'II[f].1', 'II[f].4'], slots: { 委託事項: 6 } }],
      [
        '提供先21',
        {},
        { ...handling, parts: ['表紙', 'II[f].1', 'II[f].5'], slots: { 提供先: 21, 移転先: 0 } },
      ],
      ['several systems over page ends', { bodyHeight: 240 }, { ...outline, slots: { システム: 5 } }],
      ['two files', {}, { ...risks, slots: { file: 2 } }],
      ['three files, Ⅱ only', {}, { ...outline, slots: { file: 3 } }],
      [
        'two files of one name',
        {},
        {
          ...risks,
          slots: { file: 2 },
          values: {
            'II[1].1': text('架空台帳'),
            'II[2].1': text('架空台帳'),
            'III[1].1': text('架空台帳'),
            'III[2].1': text('架空台帳'),
          },
        },
      ],
    ],
    handling,
  )
})

describe('texts that look like the form', () => {
  const quoting = [
    '③対象人数',
    '２．特定個人情報ファイルを取り扱う事務において使用するシステム',
    'Ⅱ　特定個人情報ファイルの概要',
    '[ ○ ] 情報提供ネットワークシステム',
    '＜選択肢＞',
    '1) 実施する　　2) 実施しない',
    '「③対象人数」に掲げる者を含む。',
  ].join('\n')
  const withValues = (wanted: Wanted, values: Record<string, Value>): Wanted => ({ ...wanted, values })
  const contractor = (name: string) => withValues(handling, { 'II[1].4.委託事項[1].3': text(name) })
  testLayouts(
    [
      ['lines that are labels', {}, withValues(outline, { 'I.1.2': text(quoting) })],
      [
        'lines that are labels, over a page end',
        { split: 'anywhere', bodyHeight: 200 },
        withValues(outline, { 'I.1.2': text(`${quoting}\n${quoting}`) }),
      ],
      ['a value that is one label', {}, withValues(outline, { 'I.6.1': text('所属長の役職名') })],
      ['a value that is a heading', {}, withValues(handling, { 'II[1].1': text('基本情報') })],
      [
        'a full-width value that is its heading',
        {},
        withValues(outline, { 'I.3': text('特定個人情報ファイル名') }),
      ],
      [
        'a full-width value that is the next heading',
        {},
        withValues(outline, { 'I.3': text('個人番号の利用') }),
      ],
      ['a file called 使用者数', {}, withValues(handling, { 'II[1].1': text('使用者数') })],
      ['a contractor called 再委託の有無', {}, contractor('再委託の有無')],
      ['a contractor called ⑥提供方法', {}, contractor('⑥提供方法')],
      ['quotes everywhere, Ⅰ', {}, { ...outline, seed: 15_016, quoting: true }],
      ['quotes everywhere, Ⅱ', {}, { ...handling, seed: 15_009, quoting: true }],
      ['quotes everywhere, Ⅲ', {}, { ...risks, seed: 15_043, quoting: true }],
      ['a value that is the next label', {}, withValues(outline, { 'I.1.1': text('②事務の内容') })],
      [
        'a change row that quotes the columns',
        {},
        {
          ...risks,
          changes: [
            {
              変更日: '令和5年4月1日',
              iso: '2023-04-01',
              項目: '変更日',
              変更前: '変更前の記載',
              変更後: '項目',
              提出時期: '事後',
              説明: '提出時期に係る説明',
            },
          ],
        },
      ],
      [
        'a value that is an option',
        {},
        withValues(outline, { 'I.2.システム[1].1': text('庁内連携システム') }),
      ],
      ['a value that is the label beside it', {}, withValues(outline, { 'I.1.1': text('事務の名称') })],
      ['a title that is a label', {}, withValues(handling, { 'II[1].4.委託事項[1]': text('委託内容') })],
      [
        'a value that looks like a repeat',
        {},
        withValues(handling, { 'II[1].4.委託事項[1].1': text('委託事項2') }),
      ],
      ['a value that is a page number', {}, withValues(outline, { 'I.1.1': text('3') })],
    ],
    outline,
  )
})

describe('a value inside another', () => {
  const fees: Wanted = {
    form: '様式4',
    edition: 'R6',
    parts: ['表紙', 'V.1'],
    seed: 6013,
    values: { 'V.1.3.手数料額、納付方法': text('一件につき三百円') },
  }
  testLayouts(
    [
      ['options in one column', { optionColumns: 1 }],
      ['options below', { optionsAt: 'below' }],
      ['a line between bracket and options', { choiceDivider: true }],
    ],
    fees,
  )
})

describe('packets', () => {
  const agenda: Part = {
    kind: 'slides',
    pages: [
      ['架空市個人情報保護審査会　次第', '１．開会', '２．特定個人情報保護評価書（重点項目評価書）について'],
      [
        '特定個人情報保護評価とは',
        '基本情報',
        'リスク対策',
        '評価実施手続',
        '③対象人数　1万人以上10万人未満',
      ],
    ],
  }
  const minutes: Part = {
    kind: 'slides',
    pages: [
      ['議事録', '委員　監査の実施の有無を伺う。', '事務局　自己点検を行っている。', '備考は特にない。'],
    ],
  }
  const quotingMinutes: Part = {
    kind: 'slides',
    pages: [['議事録', '委員　次の項目を伺う。', '７．備考', '特になし']],
  }
  const cover: Part = {
    kind: 'slides',
    pages: [
      [
        '特定個人情報保護評価書（重点項目評価書）',
        '評価書番号',
        '評価書名',
        '評価実施機関名',
        '公表日',
        'を表紙に記載する。',
      ],
    ],
  }
  const evaluation = (wanted: Wanted): Part => ({ kind: 'evaluation', filling: makeFilling(wanted) })
  const basic: Wanted = { form: '様式2', edition: 'R6', parts: ['表紙', 'I', 'II'], seed: 21 }
  test.each([
    { name: 'agenda before', parts: [agenda, evaluation(outline)] },
    { name: 'minutes after', parts: [evaluation(outline), minutes] },
    { name: 'minutes after a change table', parts: [evaluation(risks), minutes] },
    { name: 'two forms', parts: [agenda, evaluation(basic), evaluation(handling), minutes] },
    { name: 'two of one form', parts: [evaluation(outline), evaluation({ ...handling, seed: 33 })] },
    { name: 'minutes that quote an item', parts: [evaluation(outline), quotingMinutes] },
    { name: 'a slide that lists the cover', parts: [cover, evaluation(outline)] },
    { name: 'only slides', parts: [agenda, minutes] },
  ] satisfies { name: string; parts: Part[] }[])('$name', async ({ parts }) => {
    expect(await readBackParts(parts)).toEqual(exact)
  })
})

describe('any layout', () => {
  // All but what layouts-open.test.ts names.
  const mended = { open: 'none', labelFirst: false, numberCell: false } as const

  test('is read exactly', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(
        anyStyle,
        fc.constantFrom(outline, handling, risks, long),
        fc.integer({ min: 1, max: 999 }),
        async (style, wanted, seed) => {
          expect(await readBack({ ...wanted, seed }, { ...style, ...mended })).toEqual(exact)
        },
      ),
      { numRuns: 25, seed: 7 },
    )
  })
})
