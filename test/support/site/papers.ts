import { Workbook } from '@cj-tech-master/excelts'
import { ZipArchive } from '@cj-tech-master/excelts/archive'
import { makeFilling } from '../fillings.ts'
import { text } from '../fillings-samples.ts'
import { writeForm } from '../form-writer.ts'
import { writePdf } from '../pdf-writer.ts'
import type { Resource } from './model.ts'

export type Form = '様式2' | '様式3' | '様式4'

/** What stands on the cover of a document of the fictional prefecture. */
export type Paper = {
  readonly agency: string
  readonly number: string
  readonly title: string
  readonly form: Form
  readonly date?: string
}

/** 基礎項目評価書 and so on. */
export const formName: Readonly<Record<Form, string>> = {
  様式2: '基礎項目評価書',
  様式3: '重点項目評価書',
  様式4: '全項目評価書',
}

/** A document of a form with its cover, as it is printed from a workbook. */
export function pdfOf(paper: Paper): Resource {
  return { kind: 'file', type: 'application/pdf', bytes: () => paperBytes(paper) }
}

export function paperBytes({ agency, number, title, form, date = '令和6年4月1日' }: Paper): Uint8Array {
  const values = {
    '表紙.評価書番号': text(number),
    '表紙.評価書名': text(title),
    '表紙.評価実施機関名': text(agency),
    '表紙.公表日': { kind: 'date', text: date } as const,
  }
  return writeForm(makeFilling({ form, edition: 'R6', parts: ['表紙', 'I.1'], values, sentences: 1 })).bytes
}

/** A file beside an assessment, without a cover. */
export function annexOf(name: string): Resource {
  return {
    kind: 'file',
    type: 'application/pdf',
    bytes: () =>
      writePdf([{ width: 595, height: 842, ink: [{ kind: 'text', x: 60, y: 60, size: 12, text: name }] }]),
  }
}

export function workbookOf(name: string): Resource {
  return {
    kind: 'file',
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: async () => {
      const workbook = new Workbook()
      workbook.addWorksheet('表紙').getCell('A1').value = name
      return new Uint8Array(await workbook.xlsx.writeBuffer())
    },
  }
}

/** An archive of documents, with an entry whose name wants to leave the folder. */
export function zipOf(papers: readonly Paper[]): Resource {
  return {
    kind: 'file',
    type: 'application/zip',
    bytes: () => {
      const archive = new ZipArchive()
      papers.forEach((paper, index) => {
        archive.add(index === 0 ? '../../../first.pdf' : `${paper.number}.pdf`, paperBytes(paper))
      })
      return archive.bytes()
    },
  }
}

export const textFile = (content: string): Resource => ({
  kind: 'file',
  type: 'text/plain',
  bytes: () => new TextEncoder().encode(content),
})
