import { type Agency, decoy, type Expected, page, type Resource } from '../model.ts'
import { annexOf, type Form, formName, pdfOf, workbookOf } from '../papers.ts'
import type { Site } from '../site.ts'

const HOST = 'www.city.amakawa.example'
const OPERATIONS: readonly (readonly [string, string, Form, string])[] = [
  ['1', '住民基本台帳に関する事務', '様式4', '市民課'],
  ['2', '個人住民税の賦課に関する事務', '様式3', '市民税課'],
  ['3', '固定資産税の賦課に関する事務', '様式2', '資産税課'],
  ['4', '国民健康保険に関する事務', '様式3', '保険年金課'],
  ['5', '介護保険に関する事務', '様式2', '介護保険課'],
  ['6', '予防接種に関する事務', '様式2', '健康づくり課'],
  ['8', '児童手当の支給に関する事務', '様式2', 'こども課'],
  ['9', '生活保護に関する事務', '様式2', '生活福祉課'],
  ['11', '障害者福祉に関する事務', '様式2', '障害福祉課'],
  ['12', '市営住宅の管理に関する事務', '様式2', '住宅課'],
  ['13', '３歳児健康診査に関する事務', '様式2', '健康づくり課'],
  ['14', '後期高齢者医療に関する事務', '様式2', '保険年金課'],
  ['15', '国民年金に関する事務', '様式2', '保険年金課'],
  ['17', '児童扶養手当の支給に関する事務', '様式2', 'こども課'],
  ['18', '軽自動車税の賦課に関する事務', '様式2', '市民税課'],
  ['20', '収納及び滞納整理に関する事務', '様式2', '納税課'],
]

/**
 * A city with a flat list: explanation, flow chart and policy first; number, department and size in the link text;
 * 重点 and 全項目 papers together with a 基礎 paper of the same number; Excel beside PDF; http to https twins of the host.
 */
export function amakawa(site: Site): Agency {
  const base = site.origin(HOST)
  const resources: Record<string, Resource> = {
    [`${HOST}/shisei/0000012553.html`]: page(listPage()),
    'city.amakawa.example/shisei/0000012553.html': {
      kind: 'redirect',
      status: 301,
      to: `${base}/shisei/0000012553.html`,
    },
    [`${HOST}/smph/shisei/0000012553.html`]: page(listPage()),
  }
  const expected: Expected[] = []
  for (const [number, title, form, department] of OPERATIONS) {
    for (const one of formsOf(form)) {
      const path = `/cmsfiles/contents/${fileName(number, one)}.pdf`
      resources[`${HOST}${path}`] = pdfOf({
        agency: '星見県天川市長',
        number,
        title: `${title} ${formName[one]}`,
        form: one,
      })
      expected.push({
        url: base + path,
        listing: { number, title: `${title} ${formName[one]}`, form: one, department },
      })
    }
  }
  const workbook = '/cmsfiles/contents/05_kiso.xlsx'
  resources[`${HOST}${workbook}`] = workbookOf('介護保険に関する事務 基礎項目評価書')
  expected.push({
    url: base + workbook,
    listing: {
      number: '5',
      title: '介護保険に関する事務 基礎項目評価書',
      form: '様式2',
      department: '介護保険課',
    },
  })
  const annex = '/cmsfiles/contents/01_besshi.pdf'
  resources[`${HOST}${annex}`] = annexOf('天川市 住民基本台帳 別添1')
  expected.push({ url: base + annex, listing: { title: '住民基本台帳に関する事務 別添1 事務の内容' } })
  for (const name of ['flow', 'houshin', 'shishin', 'kisoku', 'kojinjoho', 'leaflet', 'adobe'])
    resources[`${HOST}/cmsfiles/contents/${name}.pdf`] = decoy()
  return {
    name: '天川市',
    code: '990019',
    resources,
    expected,
    source: site.pages('天川市', '990019', `${base}/shisei/0000012553.html`),
  }
}

const formsOf = (form: Form): readonly Form[] => (form === '様式2' ? [form] : ['様式2', form])
const fileName = (number: string, form: Form): string =>
  `${number.padStart(2, '0')}_${{ 様式2: 'kiso', 様式3: 'juten', 様式4: 'zen' }[form]}`

function listPage(): string {
  const items = OPERATIONS.flatMap(([number, title, form, department], index) =>
    formsOf(form).map((one) => {
      const note = ['（PDF：175KB）', '(PDFファイル: 224.9KB)', '[PDFファイル／1.89MB]', '（PDF文書）'][
        index % 4
      ]
      return `<li><a href="../cmsfiles/contents/${fileName(number, one)}.pdf#page=1">${number}．${title}　${formName[one]}（${department}）${note}</a>${
        number === '5' ? '　<a href="../cmsfiles/contents/05_kiso.xlsx">（Excel：92KB）</a>' : ''
      }</li>`
    }),
  )
  return `<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"><title>特定個人情報保護評価書の公表 | 天川市</title></head><body>
<header><nav><ul><li><a href="/">ホーム</a></li><li><a href="/kurashi/">くらし</a></li><li><a href="/shisei/">市政情報</a></li></ul></nav></header>
<ol class="breadcrumb"><li><a href="/shisei/">市政情報</a></li><li><a href="/shisei/kojin.html">個人情報保護制度</a></li></ol>
<div id="main"><h1>特定個人情報保護評価書の公表</h1><p>ページID：0012553　更新日：2024年5月1日</p>
<h2>特定個人情報保護評価とは</h2><p>特定個人情報ファイルを保有しようとする機関が、漏えいなどの危険を分析し、対策を講じていることを宣言するものです。</p>
<table><tr><th>対象人数</th><th>評価の種類</th></tr><tr><td>1,000人以上1万人未満</td><td>基礎項目評価</td></tr><tr><td>30万人以上</td><td>全項目評価</td></tr></table>
<p><a href="/cmsfiles/contents/flow.pdf">しきい値判断フロー図（PDF：155KB）</a></p>
<p><a href="/cmsfiles/contents/shishin.pdf">特定個人情報保護評価指針（PDF：301KB）</a>　<a href="/cmsfiles/contents/kisoku.pdf">特定個人情報保護評価に関する規則</a></p>
<p><a href="/cmsfiles/contents/houshin.pdf">天川市個人番号利用事務等に関する基本方針</a></p>
<h2>現在公表している評価書</h2><ul class="pdflist">${items.join('\n')}
<li><a href="../cmsfiles/contents/01_besshi.pdf">住民基本台帳に関する事務　別添1　事務の内容（PDF：80KB）</a></li></ul>
<h2>関連情報</h2><ul><li><a href="/cmsfiles/contents/kojinjoho.pdf">個人情報ファイル簿の一覧（PDF：55KB）</a></li><li><a href="/cmsfiles/contents/leaflet.pdf">マイナンバー制度のリーフレット</a></li><li><a href="http://www.kisei.example/assessment/">個人情報保護の機関（外部サイト）</a></li></ul>
<p>PDFファイルをご覧いただくには<a href="/cmsfiles/contents/adobe.pdf">Adobe Readerの使い方</a>が必要です。</p>
<p>お問い合わせ：総務課　電話：000-111-2222 <a href="mailto:somu@city.amakawa.example">メール</a></p></div></body></html>`
}
