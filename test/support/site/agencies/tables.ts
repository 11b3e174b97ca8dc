import { type Agency, decoy, type Expected, page, type Resource } from '../model.ts'
import { annexOf, type Form, formName, pdfOf } from '../papers.ts'
import type { Site } from '../site.ts'

type Row = readonly [number: string, title: string, forms: readonly Form[], department: string, phone: string]
const KAZAMI: readonly Row[] = [
  ['1', '住民基本台帳に関する事務', ['様式2', '様式4'], '町民生活課', '000-222-1111'],
  ['2', '税の賦課徴収に関する事務', ['様式2', '様式3'], '税務課', '000-222-1112'],
  ['4', '国民健康保険に関する事務', ['様式2'], '町民生活課', '000-222-1113'],
  ['5', '介護保険に関する事務', ['様式2'], '福祉課', '000-222-1114'],
  ['8', '健康増進に関する事務', ['様式2'], '保健センター', '000-222-1115'],
  ['9', '就学奨励に関する事務', ['様式2'], '教育委員会事務局', '000-222-1116'],
  ['12', '水道料金に関する事務', ['様式2'], '上下水道課', '000-222-1117'],
]

/** NO, 事務名, 評価書, 問い合わせ先: both forms in one cell, phone numbers in the last; an ended operation without a file. */
export function kazami(site: Site): Agency {
  const host = 'www.town.kazami.example'
  const base = site.origin(host)
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  const rows = KAZAMI.map(([number, title, forms, department, phone]) => {
    const links = forms.map((form) => {
      const path = `/soshiki/8/files/${number}-${form.slice(-1)}.pdf`
      resources[`${host}${path}`] = pdfOf({
        agency: '風見町長',
        number,
        title: `${title} ${formName[form]}`,
        form,
      })
      expected.push({ url: base + path, listing: { number, title, form, department } })
      return `<a href="files/${number}-${form.slice(-1)}.pdf" target="_blank">${formName[form]}(PDF:1,239KB)</a>`
    })
    return `<tr><td>${number}</td><td>${title}</td><td>${links.join('<br>')}</td><td>${department}<br>電話：${phone}</td></tr>`
  })
  const ended = '/soshiki/8/files/15.pdf'
  resources[`${host}${ended}`] = pdfOf({
    agency: '風見町長',
    number: '15',
    title: '臨時給付金の支給に関する事務 基礎項目評価書',
    form: '様式2',
  })
  expected.push({
    url: base + ended,
    listing: {
      number: '15',
      title: '臨時給付金の支給に関する事務',
      form: '様式2',
      department: '福祉課',
      ended: true,
    },
  })
  resources[`${host}/soshiki/8/2586.html`] =
    page(`<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"><title>特定個人情報保護評価（PIA）｜風見町</title></head><body>
<h1>特定個人情報保護評価（PIA）</h1><h2>評価書</h2><table><tr><th colspan="4">風見町長</th></tr><tr><th>NO</th><th>事務名</th><th>評価書</th><th>問い合わせ先</th></tr>${rows.join('\n')}
<tr><td>15</td><td>臨時給付金の支給に関する事務【令和5年3月31日事務終了】</td><td><a href="files/15.pdf">基礎項目評価書(PDF:88KB)</a></td><td>福祉課<br>電話：000-222-1114</td></tr>
<tr><td>16</td><td>特別定額給付金に関する事務【終了】</td><td>－</td><td>福祉課</td></tr></table>
<h2>独自利用事務</h2><table><tr><th>番号</th><th>事務の名称</th><th>届出書</th></tr><tr><td>1</td><td>こども医療費の助成に関する事務</td><td><a href="files/todoke1.pdf">届出書(PDF:80KB)</a></td></tr><tr><td>2</td><td>重度障害者医療費の助成に関する事務</td><td><a href="files/todoke2.pdf">届出書(PDF:81KB)</a></td></tr></table>
<h2>個人情報ファイル簿</h2><table><tr><th>番号</th><th>ファイルの名称</th><th>所管課</th></tr><tr><td>1</td><td><a href="files/bo1.pdf">住民基本台帳ファイル(PDF:60KB)</a></td><td>町民生活課</td></tr><tr><td>2</td><td><a href="files/bo2.pdf">国民健康保険ファイル(PDF:60KB)</a></td><td>町民生活課</td></tr></table></body></html>`)
  for (const name of ['todoke1', 'todoke2', 'bo1', 'bo2'])
    resources[`${host}/soshiki/8/files/${name}.pdf`] = decoy()
  return {
    name: '風見町',
    code: '990051',
    resources,
    expected,
    source: site.pages('風見町', '990051', `${base}/soshiki/8/2586.html`),
  }
}

const KYOSAI: readonly (readonly [Form, string, string, string])[] = [
  ['様式2', '組合員の短期給付に関する事務', '令和6年3月29日', 'tanki-kiso'],
  ['様式4', '組合員の短期給付に関する事務', '令和6年3月29日', 'tanki-zen'],
  ['様式2', '組合員の長期給付に関する事務', '平成28年1月4日', 'choki-kiso'],
  ['様式2', '貸付に関する事務', '令和2年12月1日', 'kashitsuke'],
]

/** A mutual aid association without a code: No, 評価書の種類, 評価書名, 公表日; one paper in several files. */
export function kyosai(site: Site): Agency {
  const host = 'hoshimi-kyosai.example'
  const base = site.origin(host)
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  const name = '星見県市町村職員共済組合'
  const rows = KYOSAI.map(([form, title, date, file], index) => {
    const path = `/wp-content/uploads/${file}.pdf`
    const number = String(index + 1)
    resources[`${host}${path}`] = pdfOf({
      agency: name,
      number,
      title: `${title} ${formName[form]}`,
      form,
      date,
    })
    expected.push({ url: base + path, listing: { number, title, form, date } })
    const annexes =
      form === '様式4'
        ? ['別添1', '別添3'].map((annex, at) => {
            const annexPath = `/wp-content/uploads/${file}-b${at + 1}.pdf`
            resources[`${host}${annexPath}`] = annexOf(`共済 ${annex}`)
            expected.push({
              url: base + annexPath,
              listing: { number, title: `${title} ${annex}`, form, date },
            })
            return `、<a href="${base}${annexPath}">${annex}</a>`
          })
        : []
    return `<tr><td>${number}</td><td>${formName[form]}</td><td><a href="${base}${path}">${title}</a>${annexes.join('')}</td><td>${date}</td></tr>`
  })
  resources[`${host}/?page_id=2591`] = page(
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>特定個人情報保護評価書｜${name}</title></head><body><h1>特定個人情報保護評価書</h1><table class="wp-table"><tbody><tr><td>No</td><td>評価書の種類</td><td>評価書名</td><td>公表日</td></tr>${rows.join('')}</tbody></table><p><a href="/wp-content/uploads/privacy.pdf">プライバシーポリシー</a>　<a href="/wp-content/uploads/kiyaku.pdf">組合規約</a></p></body></html>`,
    { header: 'utf-8' },
  )
  resources[`${host}/wp-content/uploads/privacy.pdf`] = decoy()
  resources[`${host}/wp-content/uploads/kiyaku.pdf`] = decoy()
  return { name, resources, expected, source: site.pages(name, undefined, `${base}/?page_id=2591`) }
}

const IWASE: readonly (readonly [string, string, Form, string])[] = [
  ['1', '住民基本台帳に関する事務', '様式2', '住民課'],
  ['2', '町税に関する事務', '様式2', '税務課'],
  ['3', '介護保険に関する事務', '様式2', '福祉課'],
  ['4', '母子保健に関する事務', '様式2', '健康課'],
  ['6', '被災者台帳に関する事務', '様式3', '防災課'],
]

/** A town whose pages have commas in their names: each paper is a small table of labels and values, the last ones a dl. */
export function iwase(site: Site): Agency {
  const host = 'www.town.iwase.example'
  const base = site.origin(host)
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  const blocks = IWASE.map(([number, title, form, department], index) => {
    const path = `/div/soumu/pdf/${number}.pdf`
    resources[`${host}${path}`] = pdfOf({
      agency: '岩瀬町長',
      number,
      title: `${title} ${formName[form]}`,
      form,
    })
    expected.push({ url: base + path, listing: { number, title, form, department } })
    const link = `<a href="/div/soumu/pdf/${number}.pdf">PDF[111KB]</a>`
    return index < 3
      ? `<table><tr><th>評価書番号</th><td>${number}</td></tr><tr><th>事務の名称</th><td>${title}</td></tr><tr><th>評価書の種類</th><td>${formName[form]}</td></tr><tr><th>担当課</th><td>${department}</td></tr><tr><th>評価書</th><td>${link}</td></tr></table>`
      : `<dl><dt>評価書番号</dt><dd>${number}</dd><dt>事務の名称</dt><dd>${title}</dd><dt>評価書の種類</dt><dd>${formName[form]}</dd><dt>担当課</dt><dd>${department}</dd><dt>評価書</dt><dd>${link}</dd></dl>`
  })
  resources[`${host}/index.cfm/14,5192,50,203,html`] = page(
    `<html><head><meta charset="utf-8"><title>岩瀬町 | マイナンバー制度における特定個人情報保護評価書</title></head><body><h1>特定個人情報保護評価書</h1><h2>様式の説明</h2><p><a href="/div/soumu/pdf/yoshiki.pdf">基礎項目評価書の様式（PDF）</a></p><h2>公表中の評価書の一覧</h2>${blocks.join('')}</body></html>`,
  )
  resources[`${host}/div/soumu/pdf/yoshiki.pdf`] = decoy()
  return {
    name: '岩瀬町',
    code: '990060',
    resources,
    expected,
    source: site.pages('岩瀬町', '990060', `${base}/index.cfm/14,5192,50,203,html`),
  }
}
