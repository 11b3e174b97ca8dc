import { type Agency, decoy, type Expected, page, type Resource } from '../model.ts'
import { annexOf, type Form, formName, pdfOf, textFile, workbookOf } from '../papers.ts'
import type { Site } from '../site.ts'

const SHIRAHAMA: readonly (readonly [heading: string, forms: readonly Form[], titles: readonly string[]])[] =
  [
    ['全項目評価＋基礎項目評価', ['様式4', '様式2'], ['住民基本台帳に関する事務', '個人市民税に関する事務']],
    ['重点項目評価＋基礎項目評価', ['様式3', '様式2'], ['国民健康保険に関する事務', '予防接種に関する事務']],
    [
      '基礎項目評価',
      ['様式2'],
      ['介護保険に関する事務', '生活保護に関する事務', '児童手当に関する事務', '市営住宅に関する事務'],
    ],
  ]

/** Grouped by the result of the threshold; operation first, then links that say only the form, with Word and text beside. */
export function shirahama(site: Site): Agency {
  const host = 'www.city.shirahama.example'
  const base = site.origin(host)
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  let count = 0
  const sections = SHIRAHAMA.map(([heading, forms, titles]) => {
    const items = titles.map((title) => {
      count++
      const links = forms.map((form) => {
        const path = `/_res/projects/pia/${count}/${form.slice(-1)}.pdf`
        resources[`${host}${path}`] = pdfOf({
          agency: '白浜市長',
          number: String(count),
          title: `${title} ${formName[form]}`,
          form,
        })
        expected.push({
          url: base + path,
          listing: { number: String(count), title: `${title} ${formName[form]}`, form },
        })
        return `<a class="pdf" href="https://${host}${path}">${formName[form]}</a>`
      })
      return `<li><p>評価番号${count}　${title}　${links.join(' ／ ')}</p></li>`
    })
    return `<h3>${heading}</h3><ul>${items.join('')}</ul>`
  })
  resources[`${host}/9237.htm`] = page(
    `<!DOCTYPE html><html><head><meta charset="UTF-8"><title>特定個人情報保護評価書を公表します／白浜市</title></head><body><h1>特定個人情報保護評価書を公表します</h1><h2>しきい値判断</h2><p><a class="pdf" href="/_res/projects/pia/flow.pdf">判断の流れ</a></p>${sections.join('\n').replaceAll(`https://${host}`, base)}<h2>添付ファイル</h2><ul><li><a class="pdf" href="/_res/projects/pia/taishou.pdf">対象人数の数え方の説明</a></li></ul><h2>新着情報</h2><ul><li><a class="pdf" href="/_res/news.pdf">市議会の日程</a></li></ul></body></html>`,
  )
  for (const name of ['projects/pia/flow', 'projects/pia/taishou', 'news'])
    resources[`${host}/_res/${name}.pdf`] = decoy()
  return {
    name: '白浜市',
    code: '990078',
    resources,
    expected,
    source: site.pages('白浜市', '990078', `${base}/9237.htm`),
  }
}

/** The labels of the form in order, as a small village types it. */
const TYPED = (number: string, title: string): string =>
  `特定個人情報保護評価書（基礎項目評価書）\n評価書番号　${number}\n評価書名　${title}　基礎項目評価書\n評価実施機関名　露草村長\n公表日　令和6年4月1日\nⅠ　関連情報\n１．特定個人情報ファイルを取り扱う事務\n①事務の名称　${title}\n②事務の概要　窓口で届出を受ける。\n③システムの名称　村総合システム\n２．特定個人情報ファイル名　${title}ファイル\n３．個人番号の利用　法令上の根拠　番号法第9条第1項\n５．評価実施機関における担当部署　①部署　総務課　②所属長の役職名　総務課長\nⅡ　しきい値判断項目\n１．対象人数　1,000人未満\n２．取扱者数　500人未満\n３．重大事故　発生なし\nⅣ　リスク対策\n`

const TSUYUKUSA = [
  '住民基本台帳に関する事務',
  '村税に関する事務',
  '国民健康保険に関する事務',
  '介護保険に関する事務',
  '健康増進に関する事務',
  '学校保健に関する事務',
]

/** A village that types its papers: as HTML pages, as plain text, as workbooks; a page about assessments is none of them. */
export function tsuyukusa(site: Site): Agency {
  const host = 'tsuyukusa-mura.example'
  const base = site.origin(host)
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  const items = TSUYUKUSA.map((title, index) => {
    const number = String(index + 1)
    const extension = (['html', 'txt', 'xlsx'] as const)[index % 3]!
    const path = `/list/soumu/p105/${number}.${extension}`
    const typed = TYPED(number, title)
    resources[host + path] = {
      html: page(
        `<html><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title} 基礎項目評価書</h1>${typed
          .split('\n')
          .map((line) => `<p>${line}</p>`)
          .join('')}<p><a href="./">戻る</a></p></body></html>`,
      ),
      txt: textFile(typed),
      xlsx: workbookOf(`露草村 ${title}`),
    }[extension]
    expected.push({ url: base + path, listing: { number, title: `${title} 基礎項目評価書`, form: '様式2' } })
    return `<p>${number}　<a href="${number}.${extension}">${title}　基礎項目評価書</a></p>`
  })
  resources[`${host}/list/soumu/p105/`] = page(
    `<html><head><meta charset="utf-8"><title>露草村｜特定個人情報保護評価</title></head><body><h1>特定個人情報保護評価</h1><p>当村では基礎項目評価のみが必要です。評価書番号、評価書名、公表日の順に掲載します。</p><p><a href="toha.html">特定個人情報保護評価とは</a></p><h2>公表している評価書</h2>${items.join('')}</body></html>`,
  )
  resources[`${host}/list/soumu/p105/toha.html`] = page(
    `<html><head><meta charset="utf-8"><title>特定個人情報保護評価とは</title></head><body><h1>特定個人情報保護評価とは</h1><p>対象人数と取扱者数でしきい値判断を行い、リスク対策を宣言します。</p><p><a href="shiryo.pdf">説明資料</a></p></body></html>`,
  )
  resources[`${host}/list/soumu/p105/shiryo.pdf`] = decoy()
  return {
    name: '露草村',
    code: '990086',
    resources,
    expected,
    source: site.pages('露草村', '990086', `${base}/list/soumu/p105/`),
  }
}

/** A union with a Japanese path: history in the text, the newest paper and its annexes, romanised file names. */
export function kouiki(site: Site): Agency {
  const host = 'hoshimi-kouiki.example'
  const base = site.origin(host)
  const name = '星見県後期高齢者医療広域連合'
  const start = `${base}/union/${encodeURIComponent('特定個人情報')}/`
  const title = '後期高齢者医療制度関係事務'
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  const files: readonly (readonly [string, string, Resource, Expected['listing']])[] = [
    [
      `${title}　全項目評価書.pdf`,
      'koureisha-zenkoumoku.pdf',
      pdfOf({ agency: `${name}長`, number: '1', title: `${title} 全項目評価書`, form: '様式4' }),
      { title: `${title} 全項目評価書`, form: '様式4' },
    ],
    [
      `${title}　基礎項目評価書.pdf`,
      'koureisha-kiso.pdf',
      pdfOf({ agency: `${name}長`, number: '1', title: `${title} 基礎項目評価書`, form: '様式2' }),
      { title: `${title} 基礎項目評価書`, form: '様式2' },
    ],
    [
      '（別添1）事務の内容（PDF：636KB）',
      'betten1.pdf',
      annexOf('広域 別添1'),
      { title: '（別添1）事務の内容' },
    ],
    [
      '（別添2）特定個人情報ファイル記録項目',
      'betten2.pdf',
      annexOf('広域 別添2'),
      { title: '（別添2）特定個人情報ファイル記録項目' },
    ],
    ['（別添3）変更箇所', 'betten3.pdf', annexOf('広域 別添3'), { title: '（別添3）変更箇所' }],
    ['別表　システム構成図', 'beppyo.pdf', annexOf('広域 別表'), { title: '別表 システム構成図' }],
  ]
  const items = files.map(([text, file, resource, listing]) => {
    resources[`${host}/pdf/${file}`] = resource
    expected.push({ url: `${base}/pdf/${file}`, listing })
    return `<p class="file"><a href="../../pdf/${file}">${text}</a></p>`
  })
  resources[`${host}${new URL(start).pathname}`] = page(
    `<html><head><meta charset="utf-8"><title>後期高齢者医療制度関係事務に係る特定個人情報保護評価書｜${name}</title></head><body><h2>特定個人情報保護評価書</h2><p>平成27年3月2日　作成<br>平成30年2月1日　第1回改訂<br>令和5年3月1日　再実施</p><p>評価書は次のとおりです。</p>${items.join('')}<h3>パブリックコメントの結果</h3><p class="file"><a href="../../pdf/kekka.pdf">提出された意見と考え方</a></p><p class="file"><a href="../../pdf/shinkyu.pdf">新旧対照表</a></p><h3>様式</h3><p class="file"><a href="../../pdf/iken.pdf">意見提出用紙</a></p></body></html>`,
  )
  for (const file of ['kekka', 'shinkyu', 'iken']) resources[`${host}/pdf/${file}.pdf`] = decoy()
  return { name, resources, expected, source: site.pages(name, undefined, start) }
}
