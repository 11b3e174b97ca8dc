import { randomOf } from '../form-writer-style.ts'
import { type Form, formName } from '../site/papers.ts'
import {
  decoysBeside,
  largerPages,
  listHeadings,
  namingOperation,
  neutralHeadings,
  operations,
  otherLists,
  pageTitles,
  sayingForm,
  sayingNothing,
  shortOperations,
  sizes,
} from './wordings.ts'

/** A page of a style that nobody tuned for, and which of its files are assessments. */
export type MadePage = {
  readonly style: string
  readonly html: string
  readonly papers: ReadonlySet<string>
  readonly decoys: ReadonlySet<string>
}

type Entry = { readonly operation: string; readonly forms: readonly Form[]; readonly number: number }
type Tools = {
  readonly pick: <T>(from: readonly T[]) => T
  readonly chance: (share: number) => boolean
  readonly paper: () => string
  readonly decoy: () => string
}
type Style = (entries: readonly Entry[], tools: Tools) => string

const FORMS: readonly (readonly Form[])[] = [
  ['様式2'],
  ['様式2'],
  ['様式2'],
  ['様式2', '様式3'],
  ['様式2', '様式4'],
  ['様式4'],
]

/** Makes a page by a seed. */
export function makePage(seed: number): MadePage {
  const random = randomOf(seed * 7919 + 13)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!
  const chance = (share: number) => random() < share
  const papers = new Set<string>()
  const decoys = new Set<string>()
  const folder = pick([
    '/uploaded/attachment/',
    '/documents/',
    '/cmsfiles/contents/0000012/12345/',
    '/material/files/group/8/',
    '/download/?t=LD&id=20&fid=',
    '/fs/1/2/3/_/',
  ])
  let count = 100
  const address = (into: Set<string>) => {
    const name = folder.includes('?')
      ? String(++count)
      : `${pick(['file', 'h', '', 'doc_', 'r6-'])}${++count}.pdf`
    into.add(`https://www.city.made.example${folder}${name}`)
    return `${folder}${name}`
  }
  const tools: Tools = { pick, chance, paper: () => address(papers), decoy: () => address(decoys) }
  const start = Math.floor(random() * 20)
  const names = chance(0.15) ? shortOperations : operations
  const entries = Array.from(
    { length: 3 + Math.floor(random() * 8) },
    (_, index): Entry => ({
      operation: names[(start + index) % names.length]!,
      forms: pick(FORMS),
      number: index + 1 + (index > 2 ? 1 : 0),
    }),
  )
  const style = pick(Object.keys(STYLES))
  const isOwnPage = chance(0.75)
  const title = isOwnPage ? pick(pageTitles) : pick(largerPages)
  const others = [...otherLists]
    .sort(() => random() - 0.5)
    .slice(0, isOwnPage ? Math.floor(random() * 2) : 1 + Math.floor(random() * 3))
  const other = others.map(
    ([heading, links]) =>
      `<h2>${heading}</h2><ul>${links.map((text) => `<li><a href="${tools.decoy()}">${text}${pick(sizes)}</a></li>`).join('')}</ul>`,
  )
  const before = other.splice(0, Math.floor(random() * (other.length + 1)))
  const beside = Array.from(
    { length: Math.floor(random() * 5) },
    () => `<p><a href="${tools.decoy()}">${pick(decoysBeside)}${pick(sizes)}</a></p>`,
  )
  // A style that names only the operation is fair where something says what the list is.
  const list = STYLES[style]!(entries, tools)
  const heading = isOwnPage && chance(0.4) ? pick(neutralHeadings) : pick(listHeadings)
  const html = `<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>${title}/架空市</title></head><body><div id="header"><a href="/">トップページ</a><ul class="gnav"><li><a href="/kurashi">くらし</a></li><li><a href="/shisei">市政</a></li></ul></div><div id="contents"><h1>${title}</h1><p>更新日：2024年6月3日</p>${before.join('')}<h2>特定個人情報保護評価とは</h2><p>番号法に基づき、特定個人情報ファイルを保有する前に実施します。</p>${beside.join('')}<h2>${heading}</h2>${list}${other.join('')}</div><div id="footer"><a href="/sitemap.html">サイトマップ</a>　<a href="${tools.decoy()}">庁舎案内図</a></div></body></html>`
  return { style, html, papers, decoys }
}

const link = (href: string, text: string) => `<a href="${href}">${text}</a>`

const STYLES: Readonly<Record<string, Style>> = {
  'paragraph per file': (entries, { pick, paper }) => {
    const wording = pick(sayingForm)
    const size = pick(sizes)
    return each(
      entries,
      ({ operation, number }, form) =>
        `<p class="filelink">${link(paper(), `${wording(operation, form, number)}${size}`)}</p>`,
    )
  },
  'list with icons': (entries, { pick, paper }) => {
    const wording = pick(sayingForm)
    return `<ul class="listlink clearfix">${each(entries, ({ operation, number }, form) => `<li><img src="/i/pdf.png" alt="PDF"> <a class="iconFile iconPdf" href="${paper()}" target="_blank">${wording(operation, form, number)}<span class="size">${pick(sizes)}</span></a> <span class="new">(新しいウィンドウで開きます)</span></li>`)}</ul>`
  },
  'operations only': (entries, { pick, paper }) => {
    const wording = pick(namingOperation)
    const size = pick(sizes)
    return `<ol>${entries.map(({ operation, forms, number }) => `<li>${link(paper(), `${wording(operation, forms[0]!, number)}${size}`)}</li>`).join('')}</ol>`
  },
  'file blocks with a button': (entries, { pick, paper }) => {
    const wording = pick(sayingForm)
    return each(entries, ({ operation, number }, form) => {
      const href = paper()
      return `<div class="wp-block-file"><a href="${href}">${wording(operation, form, number)}</a><a href="${href}" class="wp-block-file__button" download>ダウンロード</a></div>`
    })
  },
  'term and links': (entries, { pick, paper }) => {
    const text = pick(['基礎', '評価書', 'PDF'])
    return `<dl class="pia">${entries.map(({ operation, forms, number }) => `<dt>${number}　${operation}</dt><dd>${forms.map((form) => link(paper(), text === '基礎' ? formName[form] : `${text}${pick(sizes)}`)).join('　')}</dd>`).join('')}</dl>`
  },
  'details per department': (entries, { pick, paper }) => {
    const wording = pick([...sayingForm, ...namingOperation])
    return entries
      .map(
        ({ operation, forms, number }, index) =>
          `<details><summary>${['総務部税務課', '市民部', '福祉部高齢福祉課', '教育委員会'][index % 4]}</summary><ul>${forms.map((form) => `<li>${link(paper(), wording(operation, form, number))}</li>`).join('')}</ul></details>`,
      )
      .join('')
  },
  'table, a column for each form': (entries, { pick, paper }) => {
    const text = pick(sayingNothing)
    const cell = (forms: readonly Form[], form: Form) => (forms.includes(form) ? link(paper(), text) : '-')
    return `<table><thead><tr><th>番号</th><th>事務の名称</th><th>基礎項目評価書</th><th>重点項目評価書</th><th>全項目評価書</th></tr></thead><tbody>${entries.map(({ operation, forms, number }) => `<tr><td>${number}</td><td>${operation}</td><td>${cell(forms, '様式2')}</td><td>${cell(forms, '様式3')}</td><td>${cell(forms, '様式4')}</td></tr>`).join('')}</tbody></table>`
  },
  'table, title linked': (entries, { pick, paper }) => {
    const heads = pick([
      ['評価書番号', '評価書名', '担当課'],
      ['No.', '評価対象事務', '所管部署'],
      ['番号', '特定個人情報保護評価書の名称', '主管課'],
      ['連番', '事務の名称', '課名'],
    ])
    const wording = pick([...sayingForm, ...namingOperation])
    return `<div class="table-scroll"><table border="1"><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join('')}</tr>${each(entries, ({ operation, number }, form) => `<tr><td>${number}</td><td>${link(paper(), wording(operation, form, number))}</td><td>税務課</td></tr>`)}</table></div>`
  },
  'table, file in the last column': (entries, { pick, paper }) => {
    const text = pick(sayingNothing)
    const head = pick(['評価書', 'ファイル', '公表資料', '閲覧', 'PDF'])
    return `<table><tbody><tr><td>事務名</td><td>評価の種類</td><td>公表日</td><td>${head}</td></tr>${each(entries, ({ operation }, form) => `<tr><td><strong>${operation}</strong></td><td>${formName[form].slice(0, -1)}</td><td>令和6年3月1日</td><td>${link(paper(), `${text}${pick(sizes)}`)}</td></tr>`)}</tbody></table>`
  },
  'table of two columns without heads': (entries, { pick, paper }) => {
    const text = pick(sayingNothing)
    return `<table>${each(entries, ({ operation }, form) => `<tr><th>${operation}　${formName[form]}</th><td>${link(paper(), text)}</td></tr>`)}</table>`
  },
  cards: (entries, { pick, paper }) => {
    const wording = pick(sayingForm)
    return `<div class="cards">${each(entries, ({ operation, number }, form) => `<a class="card" href="${paper()}"><div class="card-title"><p>${wording(operation, form, number)}</p></div><div class="meta"><span>PDF</span><span>120.5KB</span></div></a>`)}</div>`
  },
  'lines with breaks': (entries, { paper }) =>
    `<font size="3">${each(entries, ({ operation, number }, form) => `&nbsp;${number}&nbsp;&nbsp;${operation}<br>&nbsp;&nbsp;&nbsp;&nbsp;→&nbsp;${link(paper(), formName[form])}<br><br>`)}</font>`,
  'operation above its files': (entries, { pick, paper }) => {
    const text = pick(sayingNothing)
    return entries
      .map(
        ({ operation, forms, number }) =>
          `<h3>${number}　${operation}</h3><ul>${forms.map((form) => `<li>${formName[form]}　${link(paper(), text)}</li>`).join('')}</ul>`,
      )
      .join('')
  },
  'bold operation, then files': (entries, { paper }) =>
    entries
      .map(
        ({ operation, forms }) =>
          `<p><strong>■${operation}</strong></p><p>${forms.map((form) => link(paper(), `${formName[form]}(PDF:200KB)`)).join('<br>')}</p>`,
      )
      .join(''),
  'groups by form': (entries, { pick, paper }) => {
    const wording = pick(namingOperation)
    return (['様式2', '様式3', '様式4'] as const)
      .map((form) => {
        const own = entries.filter(({ forms }) => forms.includes(form))
        return own.length === 0
          ? ''
          : `<h3>${pick(['', '（1）', '■'])}${formName[form]}</h3><ul>${own.map(({ operation, number }) => `<li>${link(paper(), `${wording(operation, form, number)}${pick(sizes)}`)}</li>`).join('')}</ul>`
      })
      .join('')
  },
  'file names as texts': (entries, { pick, paper }) => {
    const name = pick<(operation: string, form: Form, number: number) => string>([
      (operation, form, number) => `${number}_${operation}_${formName[form]}.pdf`,
      (operation, form, number) =>
        `R06-${String(number).padStart(2, '0')}${operation}（${formName[form].slice(0, -3)}）.pdf`,
      (operation, form) => `【${formName[form]}】${operation}.pdf`,
    ])
    return `<ul>${each(entries, ({ operation, number }, form) => `<li>${link(paper(), name(operation, form, number))}</li>`)}</ul>`
  },
  'part files': (entries, { paper }) =>
    each(
      entries.slice(0, 3),
      ({ operation }, form) =>
        `<p>${link(paper(), `${operation}　${formName[form]}（本体）(PDF:1,205KB)`)}</p><p>　${link(paper(), '別添1　事務の内容(PDF:90KB)')}</p><p>　${link(paper(), '別添２　特定個人情報ファイル記録項目(PDF:90KB)')}</p>`,
    ),
}

const each = (entries: readonly Entry[], write: (entry: Entry, form: Form) => string): string =>
  entries.flatMap((entry) => entry.forms.map((form) => write(entry, form))).join('\n')
