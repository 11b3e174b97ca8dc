import { type Agency, decoy, type Expected, page, type Resource } from '../model.ts'
import { type Form, formName, pdfOf } from '../papers.ts'
import type { Site } from '../site.ts'

const YUNAGI: readonly (readonly [
  department: string,
  page: string,
  entries: readonly (readonly [string, string, Form])[],
])[] = [
  [
    '総務部',
    '1001771',
    [
      ['1', '職員の給与に関する事務', '様式2'],
      ['2', '災害対策に関する事務', '様式2'],
    ],
  ],
  [
    '市民部',
    '1001772',
    [
      ['3', '住民基本台帳に関する事務', '様式4'],
      ['4', '国民年金に関する事務', '様式2'],
      ['5', '国民健康保険に関する事務', '様式3'],
    ],
  ],
  [
    '健康福祉部',
    '1001773',
    [
      ['6', '介護保険に関する事務', '様式2'],
      ['7', '生活保護に関する事務', '様式2'],
      ['9', '障害福祉サービスに関する事務', '様式2'],
      ['10', '健康管理に関する事務', '様式2'],
      ['11', '児童手当に関する事務', '様式2'],
      ['12', '母子保健に関する事務', '様式2'],
    ],
  ],
  [
    '教育委員会事務局',
    '1001774',
    [
      ['13', '就学援助に関する事務', '様式2'],
      ['14', '学校保健に関する事務', '様式2'],
      ['16', '奨学金に関する事務', '様式2'],
    ],
  ],
]
const PER_PAGE = 4

/**
 * A city with a page for each department, result pages of four, earlier versions on a page of their own, telephone and
 * www twins, and an area that robots.txt keeps crawlers from.
 */
export function yunagi(site: Site): Agency {
  const host = 'www.city.yunagi.example'
  const base = site.origin(host)
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  const folder = '/kurashi/mynumber/1001754'
  for (const [department, id, entries] of YUNAGI) {
    for (let from = 0; from < entries.length; from += PER_PAGE) {
      const items = entries.slice(from, from + PER_PAGE).map(([number, title, form]) => {
        const path = `${folder}/_p_${number}.pdf`
        resources[`${host}${path}`] = pdfOf({
          agency: '夕凪市長',
          number,
          title: `${title} ${formName[form]}`,
          form,
        })
        expected.push({
          url: base + path,
          listing: { number, title: `${title}（${formName[form].slice(0, -1)}）`, form, department },
        })
        return `<li><a href="_p_${number}.pdf">${number}-1. ${title}（${formName[form].slice(0, -1)}）（PDF ${60 + Number(number)}.4 KB）</a></li>`.replace(
          `${number}-1. `,
          `${number}. `,
        )
      })
      const next =
        from + PER_PAGE < entries.length
          ? `<div class="pager"><span>1</span> <a href="${id}.html?page=2">2</a> <a href="${id}.html?page=2">次へ</a></div>`
          : ''
      const query = from === 0 ? '' : `?page=${1 + from / PER_PAGE}`
      resources[`${host}${folder}/${id}.html${query}`] = page(
        `<html><head><meta charset="utf-8"><title>${department}の特定個人情報保護評価書｜夕凪市</title></head><body><div class="bread"><a href="../">マイナンバー</a> &gt; <a href="index.html">特定個人情報保護評価書</a></div><h1>特定個人情報保護評価書（${department}）</h1><h2>${department}</h2><ul>${items.join('')}</ul>${next}<p><a href="${id}_form.html">${department}へのお問い合わせはこちらのフォームから</a></p></body></html>`,
      )
    }
  }
  const old = [
    ['h27', '平成27年4月1日'],
    ['h30', '平成30年9月3日'],
  ] as const
  for (const [file, date] of old) {
    resources[`${host}${folder}/old/${file}.pdf`] = pdfOf({
      agency: '夕凪市長',
      number: '3',
      title: '住民基本台帳に関する事務 重点項目評価書',
      form: '様式3',
      date,
    })
    expected.push({
      url: `${base}${folder}/old/${file}.pdf`,
      listing: { number: '3', title: '住民基本台帳に関する事務 重点項目評価書', form: '様式3', date },
    })
  }
  resources[`${host}${folder}/index.html`] = page(
    `<html><head><meta charset="utf-8"><title>特定個人情報保護評価書｜夕凪市</title><link rel="canonical" href="${base}${folder}/"></head><body><h1>特定個人情報保護評価書</h1><p><a href="/smph${folder}/index.html">スマートフォン版を表示</a></p><h2>部局ごとの評価書</h2><ul>${YUNAGI.map(([department, id]) => `<li><a href="${id}.html">${department}</a></li>`).join('')}</ul><ul><li><a href="old/list.html">過去に公表した評価書</a></li></ul><h2>関連情報</h2><ul><li><a href="/kurashi/card.html">マイナンバーカードの申請</a></li><li><a href="flow.pdf">しきい値判断フロー図</a></li></ul><p><a href="/private/hyouka.html">内部用の評価書</a></p></body></html>`,
  )
  resources[`${host}${folder}/old/list.html`] = page(
    `<html><head><meta charset="utf-8"><title>過去に公表した評価書</title></head><body><h1>過去に公表した特定個人情報保護評価書</h1><ul>${old
      .map(
        ([file, date]) =>
          `<li>評価書番号3　<a href="${file}.pdf">住民基本台帳に関する事務　重点項目評価書</a>（${date}公表）</li>`,
      )
      .join('')}</ul></body></html>`,
  )
  resources[`${host}${folder}/flow.pdf`] = decoy()
  resources[`${host}/private/hyouka.html`] = page('<h1>評価書</h1><a href="1.pdf">全項目評価書</a>')
  resources[`${host}/private/1.pdf`] = decoy()
  resources[`${host}/kurashi/card.html`] = page('<h1>カード</h1>')
  resources[`${host}/robots.txt`] = { kind: 'text', text: 'User-agent: *\nDisallow: /private/\n' }
  return {
    name: '夕凪市',
    code: '990094',
    resources,
    expected,
    source: site.pages('夕凪市', '990094', `${base}${folder}/index.html`),
  }
}

const NAMIOTO: readonly (readonly [string, string])[] = [
  ['1-1', '住民基本台帳に関する事務'],
  ['2-1', '市税に関する事務'],
  ['3-1', '国民健康保険に関する事務'],
  ['4-1', '介護保険に関する事務'],
  ['6-1', '予防接種に関する事務'],
  ['7-1', '生活保護に関する事務'],
  ['8-1', '児童手当に関する事務'],
  ['5-1', '子ども医療費の助成に関する条例による事務'],
]

/** A city with a section inside a page on the protection of personal data, a draft for comment on a shared service. */
export function namioto(site: Site): Agency {
  const host = 'www.city.namioto.example'
  const service = 'apply.shinsei.example'
  const base = site.origin(host)
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  const links = NAMIOTO.flatMap(([number, title], index) => {
    const stem = number.split('-')[0]!
    return (index < 2 ? (['様式2', '様式3'] as const) : (['様式2'] as const)).map((form, at) => {
      const path = `/shisei/documents/${stem}-${at + 1}.pdf`
      resources[`${host}${path}`] = pdfOf({
        agency: '波音市長',
        number: stem,
        title: `${title} ${formName[form]}`,
        form,
      })
      const printed = `${title}（${formName[form].slice(0, -1)}）`
      expected.push({ url: base + path, listing: { number: `${stem}-${at + 1}`, title: printed, form } })
      return `<p class="link-file"><img src="/img/pdf.gif" alt=""><a href="documents/${stem}-${at + 1}.pdf">${stem}-${at + 1} ${printed}（PDF：167KB）</a></p>`
    })
  })
  const draft = '/namioto/offer/files/an.pdf'
  resources[`${service}${draft}`] = pdfOf({
    agency: '波音市長',
    number: '',
    title: '予防接種に関する事務 全項目評価書（案）',
    form: '様式4',
  })
  expected.push({
    url: site.origin(service) + draft,
    listing: { title: '予防接種に関する事務 全項目評価書', form: '様式4', draft: true },
  })
  resources[`${service}/namioto/offer/offerList_detail?tempSeq=8569`] = page(
    `<html><head><meta charset="utf-8"><title>予防接種に関する事務の特定個人情報保護評価書（案）への意見募集</title></head><body><h1>予防接種に関する事務の特定個人情報保護評価書（案）への意見募集</h1><p>募集期間：令和6年6月1日～30日</p><h2>資料</h2><ul><li><a href="files/an.pdf">予防接種に関する事務　全項目評価書（案）（PDF：1.2MB）</a></li><li><a href="files/gaiyou.pdf">評価書（案）の概要</a></li><li><a href="files/iken.pdf">意見提出様式</a></li><li><a href="files/iken.docx">意見書（Word）</a></li></ul></body></html>`,
  )
  for (const file of ['gaiyou.pdf', 'iken.pdf', 'iken.docx'])
    resources[`${service}/namioto/offer/files/${file}`] = decoy()
  const others = ['koukai', 'fairubo', 'jorei', 'unyo', 'seikyu']
  for (const name of others) resources[`${host}/shisei/documents/${name}.pdf`] = decoy()
  for (const name of ['juki', 'zei', 'kokuho', 'kaigo'])
    resources[`${host}/shisei/documents/bo_${name}.pdf`] = decoy()
  resources[`${host}/shisei/kojin.html`] = page(
    `<html><head><meta charset="utf-8"><title>個人情報保護制度｜波音市</title></head><body><h1>個人情報保護制度</h1><h2>制度の概要</h2><p><a href="documents/jorei.pdf">波音市個人情報保護法施行条例（PDF：120KB）</a></p><h2>開示請求</h2><p><a href="documents/seikyu.pdf">保有個人情報開示請求書（PDF：45KB）</a></p><h2>個人情報ファイル簿</h2><ul><li><a href="documents/bo_juki.pdf">住民基本台帳に関する事務（PDF：88KB）</a></li><li><a href="documents/bo_zei.pdf">市税に関する事務（PDF：88KB）</a></li><li><a href="documents/bo_kokuho.pdf">国民健康保険に関する事務（PDF：88KB）</a></li><li><a href="documents/bo_kaigo.pdf">介護保険（PDF：88KB）</a></li></ul><h2>特定個人情報保護評価書</h2><p>番号法の規定により公表します。</p>${links.join('')}<p><a href="${site.origin(service)}/namioto/offer/offerList_detail?tempSeq=8569">特定個人情報保護評価書（案）への意見募集</a></p><h2>運用状況</h2><p><a href="documents/unyo.pdf">個人情報保護制度の運用状況（PDF：200KB）</a>、<a href="documents/koukai.pdf">情報公開の実績（PDF：200KB）</a></p></body></html>`,
  )
  return {
    name: '波音市',
    code: '990108',
    resources,
    expected,
    source: {
      ...site.pages('波音市', '990108', `${base}/shisei/kojin.html`),
      allowedHosts: [new URL(site.origin(service)).host],
    },
  }
}

const BOARD = [
  '就学援助に関する事務',
  '学校保健に関する事務',
  '特別支援教育就学奨励費に関する事務',
  '幼稚園の利用に関する事務',
  '奨学金の貸与に関する事務',
]

/** An education board on a site of its own: h4 per operation, links that say only ダウンロード, one page under several queries. */
export function board(site: Site): Agency {
  const host = 'www.amakawa.ed.example'
  const base = site.origin(host)
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  const blocks = BOARD.map((title, index) => {
    const path = `/gakumu/mynumber/file/${index + 1}`
    resources[`${host}${path}`] = pdfOf({
      agency: '天川市教育委員会',
      number: String(index + 1),
      title: `${title} 基礎項目評価書`,
      form: '様式2',
    })
    expected.push({
      url: base + path,
      listing: { number: String(index + 1), title: `${title} 基礎項目評価書`, form: '様式2' },
    })
    return `<h4>${index + 1}. ${title}　基礎項目評価書</h4><div class="dl"><a href="file/${index + 1}" type="application/pdf"><span>ダウンロード</span></a></div>`
  })
  const content = `<html><head><meta charset="utf-8"><title>天川市教育委員会 特定個人情報保護評価</title></head><body><h3>特定個人情報保護評価書の公表</h3><p><a href="?v=cat&amp;w=life&amp;x=my">特定個人情報保護評価書（くらしから見る）</a></p>${blocks.join('')}</body></html>`
  resources[`${host}/gakumu/mynumber/`] = page(content)
  resources[`${host}/gakumu/mynumber/?v=cat&w=life&x=my`] = page(content)
  return {
    name: '天川市教育委員会',
    code: '990019',
    resources,
    expected,
    source: {
      ...site.pages('天川市教育委員会', '990019', `${base}/gakumu/mynumber/`),
      links: { include: [], exclude: [], ignoreQuery: ['v', 'w', 'x'] },
    },
  }
}
