import { type Agency, decoy, type Expected, page, type Resource } from '../model.ts'
import { type Form, formName, pdfOf, zipOf } from '../papers.ts'
import type { Site } from '../site.ts'

const HOST = 'www.pref.hoshimi.example'
type Row = readonly [number: string, title: string, form: Form, file: string, dated?: string]
const ORGANS: readonly (readonly [organ: string, path: string, rows: readonly Row[]])[] = [
  [
    '星見県知事',
    '/pages/archive/40937',
    [
      ['1', '住民基本台帳ネットワークに関する事務', '様式4', '1_zen.pdf', '令和5年10月2日'],
      ['1', '住民基本台帳ネットワークに関する事務', '様式2', '1_kiso.pdf'],
      ['2', '個人事業税の賦課徴収に関する事務', '様式2', '2.pdf'],
      ['3', '自動車税の賦課徴収に関する事務', '様式2', '3.pdf', '令和6年2月1日'],
      ['5', '特別児童扶養手当の認定に関する事務', '様式2', '5.pdf'],
      ['6', '小児慢性特定疾病医療費の支給に関する事務', '様式2', '6.pdf'],
      ['10', '職員の給与に関する事務', '様式2', '10.pdf'],
      ['11', '県営住宅の管理に関する事務', '様式2', '11.pdf'],
      ['12', '精神障害者保健福祉手帳の交付に関する事務', '様式2', '12.pdf'],
      ['14', '高等技術専門校の給付金に関する事務', '様式2', '14.pdf'],
    ],
  ],
  [
    '星見県教育委員会',
    '/pages/archive/40938',
    [
      ['1', '特別支援教育就学奨励費の支給に関する事務', '様式2', 'k1.pdf'],
      ['2', '高等学校等就学支援金に関する事務', '様式3', 'k2_juten.pdf'],
      ['2', '高等学校等就学支援金に関する事務', '様式2', 'k2_kiso.pdf'],
    ],
  ],
]

/**
 * A prefecture with a page for each organ, with and without extension; tables 評価書番号, 事務の名称, 評価書 in which a number
 * spans its rows; dates of re-evaluation in the title's cell; the archive of an organ's papers as ZIP.
 */
export function prefecture(site: Site): Agency {
  const base = site.origin(HOST)
  const resources: Record<string, Resource> = {
    [`${HOST}/bango/index.html`]: page(startPage()),
    [`${HOST}/uploaded/attachment/gaiyo.pdf`]: decoy(),
    [`${HOST}/uploaded/attachment/table.pdf`]: decoy(),
    [`${HOST}/uploaded/attachment/kanri.pdf`]: decoy(),
    [`${HOST}/uploaded/attachment/tenken.pdf`]: decoy(),
    [`${HOST}/uploaded/attachment/zenbu.zip`]: zipOf(
      ORGANS[0]![2].slice(0, 3).map(([number, title, form]) => ({
        agency: '星見県知事',
        number,
        title: `${title}（収録分）`,
        form,
      })),
    ),
  }
  const expected: Expected[] = [
    {
      url: `${base}/uploaded/attachment/zenbu.zip`,
      listing: { title: '知事部局の特定個人情報保護評価書（一式）' },
    },
  ]
  for (const [organ, path, rows] of ORGANS) {
    resources[`${HOST}${path}`] = page(organPage(organ, rows))
    for (const [number, title, form, file, dated] of rows) {
      resources[`${HOST}/uploaded/attachment/${file}`] = pdfOf({
        agency: organ,
        number,
        title: `${title} ${formName[form]}`,
        form,
      })
      expected.push({
        url: `${base}/uploaded/attachment/${file}`,
        listing: { number, title, form, ...(dated && { date: dated }) },
      })
    }
  }
  const start = `${base}/bango/index.html`
  return {
    name: '星見県',
    code: '990001',
    resources,
    expected,
    source: site.pages('星見県', '990001', start),
  }
}

function startPage(): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>特定個人情報保護評価について - 星見県</title></head><body><main>
<h1>特定個人情報保護評価について</h1><h2>評価の概要</h2><p>対象人数に応じて評価の種類が決まります。</p>
<table><caption>しきい値判断の結果</caption><tr><th>対象人数</th><th>評価</th></tr><tr><td>30万人以上</td><td>全項目評価</td></tr></table>
<p><a href="/uploaded/attachment/gaiyo.pdf">特定個人情報保護評価の概要（PDF）</a> / <a href="/uploaded/attachment/table.pdf">特定個人情報保護評価書の一覧（PDF）</a> / <a href="/uploaded/attachment/kanri.pdf">特定個人情報保護評価計画管理書</a> / <a href="/uploaded/attachment/tenken.pdf">全項目評価書の点検結果（第三者点検）</a></p>
<h2>評価書の公表</h2><p>次の実施機関が評価書を公表しています。</p>
<ul><li><a href="/pages/archive/40937">星見県知事が実施した評価</a></li><li><a href="//${HOST_PORT}/pages/archive/40938;jsessionid=0A1B2C">星見県教育委員会が実施した評価</a></li></ul>
<p><a href="/uploaded/attachment/zenbu.zip">知事部局の特定個人情報保護評価書（一式）[ZIP 2.4MB]</a></p>
</main><footer><a href="/bango/contact.html">お問い合わせ</a></footer></body></html>`
}

/** Replaced by the host and port when the site is served. */
const HOST_PORT = `{{${HOST}}}`

function organPage(organ: string, rows: readonly Row[]): string {
  const numbers = [...new Set(rows.map(([number]) => number))]
  const body = numbers.map((number) => {
    const same = rows.filter(([one]) => one === number)
    return same
      .map(([, title, form, file, dated], index) => {
        const span = same.length > 1 ? ` rowspan="${same.length}"` : ''
        const first = index === 0 ? `<td${span}>${number}</td>` : ''
        const again = dated ? `<br>（再評価：${dated}）` : ''
        return `<tr>${first}<td>${title}${again}</td><td><a href="/uploaded/attachment/${file}">${formName[form]} [PDFファイル／${120 + index}KB]</a></td></tr>`
      })
      .join('')
  })
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${organ}の特定個人情報保護評価 - 星見県</title></head><body>
<h1>${organ}が実施した特定個人情報保護評価</h1><table border="1"><thead><tr><th>評価書番号</th><th>事務の名称</th><th>評価書</th></tr></thead><tbody>${body.join('\n')}</tbody></table>
<p><a href="/bango/index.html">特定個人情報保護評価のページへ戻る</a></p></body></html>`
}
