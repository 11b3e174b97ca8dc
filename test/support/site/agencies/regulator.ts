import { SearchForm } from '../../../../corpus/sources/source.ts'
import { type Agency, decoy, type Expected, page, type Resource } from '../model.ts'
import { type Form, formName, pdfOf } from '../papers.ts'
import type { Site } from '../site.ts'

const HOST = 'search.kisei.example'
type Row = readonly [number: string, title: string, form: Form, date: string]
const ASAGIRI: readonly Row[] = [
  ['1', '住民基本台帳に関する事務', '様式4', '2016/03/30'],
  ['1', '住民基本台帳に関する事務', '様式2', '2024/03/29'],
  ['2', '町税に関する事務', '様式2', '2024/03/29'],
  ['3', '国民健康保険に関する事務', '様式2', '2023/10/02'],
  ['4', '介護保険に関する事務', '様式2', '2023/10/02'],
  ['5', '予防接種に関する事務', '様式2', '2022/07/01'],
  ['6', '児童手当に関する事務', '様式2', '2021/04/01'],
  ['7', '健康増進に関する事務', '様式2', '2020/12/28'],
  ['9', '後期高齢者医療に関する事務', '様式2', '2019/03/15'],
  ['10', '公営住宅に関する事務', '様式2', '2018/05/01'],
  ['11', '障害福祉に関する事務', '様式2', '2017/02/20'],
  ['12', '災害時要援護者に関する事務', '様式2', '2015/09/01'],
  ['13', '学校保健に関する事務', '様式2', '2015/09/01'],
  ['14', '母子保健に関する事務', '様式2', '2015/08/31'],
  ['15', '国民年金に関する事務', '様式2', '2015/08/03'],
  ['17', '職員の給与に関する事務', '様式2', '2015/07/31'],
  ['18', '水道料金に関する事務', '様式2', '2015/07/01'],
]
const PER_PAGE = 5
/** What another agency publishes, whose name the search finds, too. */
const OTHER: Row = ['1', '町有林に関する事務', '様式2', '2019/01/15']

/** A town that publishes on the regulator's search only: a form in Shift_JIS, sent by POST, with a token and result pages. */
export function asagiri(site: Site): Agency {
  const base = site.origin(HOST)
  const resources: Record<string, Resource | Resource[]> = {}
  const expected: Expected[] = []
  const rows = ASAGIRI.map((row, index) => {
    const [number, title, form, date] = row
    const path = `/pdfDownload?id=${1000 + index}`
    resources[`${HOST}${path}`] = pdfOf({
      agency: '朝霧町長',
      number,
      title: `${title} ${formName[form]}`,
      form,
    })
    expected.push({ url: base + path, listing: { number, title, form, date } })
    return rowOf('朝霧町長', row, path)
  })
  resources[`${HOST}/pdfDownload?id=2000`] = decoy()
  rows.splice(7, 0, rowOf('北朝霧町長', OTHER, '/pdfDownload?id=2000'))
  const sjis = { charset: 'shift_jis', header: 'Shift_JIS' } as const
  resources[`${HOST}/search`] = page(
    `<html><head><title>マイナンバー保護評価書検索</title></head><body><form id="login" action="/login"><input name="user"></form><form id="search" method="post" action="/result;jsessionid=FFEE"><input type="hidden" name="token" value="t-1"><input name="agency"><input name="dateFrom"><select name="sort"><option value="n">番号</option><option value="d" selected>公表日</option></select><input type="checkbox" name="ended" checked value="1"><input type="submit" name="go" value="検索"></form></body></html>`,
    sjis,
  )
  const pages = Math.ceil(rows.length / PER_PAGE)
  resources[`${HOST}/result`] = Array.from({ length: pages }, (_, index) =>
    page(resultPage(rows.slice(index * PER_PAGE, (index + 1) * PER_PAGE), index + 1, pages), {
      ...sjis,
      submitted: {
        method: 'POST',
        fields:
          index === 0
            ? { token: 't-1', agency: '朝霧町', dateFrom: '2015/01/01', sort: 'd', ended: '1' }
            : { token: 't-1', page: String(index + 1) },
      },
    }),
  )
  const form = SearchForm.parse({
    agency: '朝霧町',
    from: '2015-01-01',
    dateFormat: 'yyyy/MM/dd',
    selector: '#search',
    fields: { agency: '{agency}', dateFrom: '{from}' },
    rows: 'table.result tr:has(td)',
    documents: 'td.file a[href*=Download]',
    columns: { agency: 'td.agency' },
    next: 'button[name=page]',
  })
  return {
    name: '朝霧町',
    code: '990116',
    resources,
    expected,
    source: { ...site.pages('朝霧町', '990116', `${base}/search`), kind: 'search-form', form },
  }
}

const rowOf = (agency: string, [number, title, form, date]: Row, path: string): string =>
  `<tr><td>${number}</td><td class="agency">${agency}</td><td>${title}</td><td>${formName[form]}</td><td>${date}</td><td class="file"><a href="${path}">表示</a> <a class="help" href="/help.pdf">?</a></td></tr>`

function resultPage(rows: readonly string[], number: number, pages: number): string {
  const next =
    number < pages
      ? `<form method="post" action="/result"><input type="hidden" name="token" value="t-1"><button type="submit" name="page" value="${number + 1}">次へ</button></form>`
      : ''
  return `<html><head><title>検索結果</title></head><body><p>検索結果 ${number}/${pages}ページ</p><table class="result"><tr><th>評価書番号</th><th>評価実施機関名</th><th>評価書名</th><th>評価書の種類</th><th>公表日</th><th>評価書</th></tr>${rows.join('')}</table>${next}<p><a href="/help.pdf">検索システムの使い方</a></p></body></html>`
}

/** A town that only says where to search: nothing to find, and a finding that says why. */
export function sunahara(site: Site): Agency {
  const host = 'www.town.sunahara.example'
  const base = site.origin(host)
  const start = `${base}/1273.htm`
  return {
    name: '砂原町',
    code: '990124',
    expected: [],
    source: site.pages('砂原町', '990124', start),
    resources: {
      [`${host}/1273.htm`]: page(
        `<html><head><meta charset="utf-8"><title>特定個人情報保護評価書の公表について</title></head><body><h1>特定個人情報保護評価書の公表について</h1><p>砂原町の評価書は、マイナンバー保護評価Webで公表しています。評価実施機関名に「砂原町」と入力して検索してください。</p><p><a href="http://www.kisei.example/mynumber/">マイナンバー保護評価Web（外部サイト）</a></p><p><a href="flow.pdf">検索の手順（PDF：80KB）</a></p></body></html>`,
      ),
      [`${host}/flow.pdf`]: decoy(),
    },
  }
}
