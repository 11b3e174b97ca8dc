import iconv from 'iconv-lite'
import { type Agency, decoy, type Expected, page, type Resource } from '../model.ts'
import { type Form, formName, pdfOf } from '../papers.ts'
import type { Site } from '../site.ts'

type Entry = readonly [number: string, title: string, form: Form]
const TSUKIKAGE: readonly Entry[] = [
  ['1', '住民基本台帳に関する事務', '様式2'],
  ['2', '個人住民税に関する事務', '様式2'],
  ['3', '軽自動車税に関する事務', '様式2'],
  ['4', '国民年金に関する事務', '様式2'],
  ['5', '後期高齢者医療に関する事務', '様式3'],
  ['7', '母子保健に関する事務', '様式2'],
  ['8', '災害援護に関する事務', '様式2'],
  ['9', '児童扶養手当に関する事務', '様式2'],
  ['10', '障害児福祉手当に関する事務', '様式4'],
]
const percent = (text: string, charset: string): string =>
  [...iconv.encode(text, charset)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')

/**
 * An old Shift_JIS site, said by a meta element only: frames, tables for the layout, base href, upper case tags without
 * ends, file names in percent-encoded Shift_JIS, links that a script would open.
 */
export function tsukikage(site: Site): Agency {
  const host = 'www.city.tsukikage.example'
  const base = site.origin(host)
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  const rows = TSUKIKAGE.map(([number, title, form], index) => {
    const file = percent(`${title}${formName[form].slice(0, -3)}`, 'cp932')
    const path = `/data/pdf/${file}.pdf`
    resources[`${host}${path}`] = pdfOf({
      agency: '月影市長',
      number,
      title: `${title} ${formName[form]}`,
      form,
    })
    expected.push({ url: base + path, listing: { number, title: `${title} ${formName[form]}`, form } })
    const label = `${number}．${title}　${formName[form]}`
    return index === 4
      ? `<TR><TD><A HREF="#" onClick="window.open('pdf/${file}.pdf');return false;">${label}</A><BR>`
      : `<TR><TD><FONT SIZE=2><A HREF="pdf/${file}.pdf">${label}</A></FONT><BR>`
  })
  const frame = `<html><head><title>月影市 特定個人情報保護評価</title></head><frameset cols="20%,80%"><frame src="menu.htm"><frame src="bangou.htm"></frameset></html>`
  const list = `<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=x-sjis"><TITLE>特定個人情報保護評価書</TITLE><BASE HREF="${base}/data/"></HEAD><BODY>
<TABLE BORDER=0 WIDTH=800><TR><TD WIDTH=160><A HREF="../index.htm">トップへ</A><TD><B>～特定個人情報保護評価書の公表～</B><P>月影市では次の評価書を公表しています。<TABLE BORDER=0>${rows.join('\n')}</TABLE>
<P><A HREF="../data/flow.pdf">評価の流れ（フロー図）</A><BR><A HREF="yoryo.pdf">記載要領</A><BR><A HREF="kojin.pdf">月影市個人情報保護条例</A></TABLE></BODY></HTML>`
  const sjis = { charset: 'shift_jis' } as const
  resources[`${host}/somu/index.htm`] = page(frame, sjis)
  resources[`${host}/somu/menu.htm`] = page(
    '<html><body><a href="/index.htm">トップ</a><a href="../kaigo/panf.pdf">介護のパンフレット</a></body></html>',
    sjis,
  )
  resources[`${host}/somu/bangou.htm`] = page(list, sjis)
  for (const name of ['flow', 'yoryo', 'kojin']) resources[`${host}/data/${name}.pdf`] = decoy()
  resources[`${host}/kaigo/panf.pdf`] = decoy()
  return {
    name: '月影市',
    code: '990027',
    resources,
    expected,
    source: site.pages('月影市', '990027', `${base}/somu/index.htm`),
  }
}

const HOKUSEI: readonly Entry[] = [
  ['1', '住民記録に関する事務', '様式3'],
  ['2', '町県民税に関する事務', '様式2'],
  ['3', '国民健康保険に関する事務', '様式2'],
  ['4', '介護保険に関する事務', '様式2'],
  ['6', '子ども・子育て支援に関する事務', '様式2'],
  ['7', '健康増進に関する事務', '様式2'],
  ['8', '福祉医療に関する事務', '様式2'],
  ['9', '就学援助に関する事務', '様式2'],
]

/** A EUC-JP site of scripts: the header names the charset, addresses are query strings with sessions, files have no extension. */
export function hokusei(site: Site): Agency {
  const host = 'town.hokusei.example'
  const base = site.origin(host)
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  const blocks = HOKUSEI.map(([number, title, form], index) => {
    const path = `/download.php?frmId=${160 + index}&name=${percent(title, 'euc-jp')}`
    resources[`${host}${path}`] = pdfOf({
      agency: '北星町長',
      number,
      title: `${title} ${formName[form]}`,
      form,
    })
    expected.push({ url: base + path, listing: { number, title: `${title} ${formName[form]}`, form } })
    return `評価書番号：${number}<br><a href="download.php?frmId=${160 + index}&amp;name=${title}&amp;PHPSESSID=abc${index}">${title} ${formName[form]}（PDF：${90 + index}.4KB）</a><br><br>`
  })
  const list = `<html><head><title>北星町/特定個人情報保護評価</title></head><body><div class="head">北星町</div>
<p><b>特定個人情報保護評価書</b></p><p>${blocks.join('\n')}</p>
<p><b>独自利用事務</b></p><p>個人番号を独自に利用する事務の届出書です。<br><a href="download.php?frmId=901">ひとり親家庭の医療費助成に関する事務（PDF：88KB）</a><br><a href="download.php?frmId=902">届出書 子どもの医療費に関する事務（PDF：90KB）</a></p></body></html>`
  const old = { charset: 'euc-jp', header: 'euc-jp' } as const
  resources[`${host}/contents_detail.php?co=kak&frmId=1623`] = page(list, old)
  resources[`${host}/download.php?frmId=901`] = decoy()
  resources[`${host}/download.php?frmId=902`] = decoy()
  return {
    name: '北星町',
    code: '990035',
    resources,
    expected,
    source: site.pages('北星町', '990035', `${base}/contents_detail.php?co=kak&frmId=1623`),
  }
}

const KUMOI: readonly Entry[] = [
  ['1', '住民基本台帳事務', '様式2'],
  ['2', '村税事務', '様式2'],
  ['3', '国民健康保険事務', '様式2'],
  ['4', '介護保険事務', '様式2'],
  ['5', '予防接種事務', '様式2'],
  ['6', '学校保健事務', '様式2'],
]

/** A village in ISO-2022-JP that neither header nor meta element names; the start address moves on by meta refresh. */
export function kumoi(site: Site): Agency {
  const host = 'www.vill.kumoi.example'
  const base = site.origin(host)
  const resources: Record<string, Resource> = {}
  const expected: Expected[] = []
  const items = KUMOI.map(([number, title, form]) => {
    const path = `/bangou/h${number}.pdf`
    resources[`${host}${path}`] = pdfOf({
      agency: '雲居村長',
      number,
      title: `${title} ${formName[form]}`,
      form,
    })
    expected.push({ url: base + path, listing: { title, form } })
    return `<p>・<a href="./h${number}.pdf">${title}</a>（${80 + Number(number)}KB）</p>`
  })
  resources[`${host}/bangou/`] = page(
    '<html><head><meta http-equiv="Refresh" content="0;URL=hyouka.html"></head><body></body></html>',
  )
  resources[`${host}/bangou/hyouka.html`] = page(
    `<html><head><title>番号制度</title></head><body><h2>雲居村の番号制度</h2><p><a href="riyou.pdf">番号の利用について</a></p><h3>基礎項目評価書</h3>${items.join('\n')}<h3>個人情報ファイル簿</h3><p>・<a href="f1.pdf">住民基本台帳事務</a></p></body></html>`,
    { charset: 'iso-2022-jp' },
  )
  resources[`${host}/bangou/riyou.pdf`] = decoy()
  resources[`${host}/bangou/f1.pdf`] = decoy()
  return {
    name: '雲居村',
    code: '990043',
    resources,
    expected,
    source: site.pages('雲居村', '990043', `${base}/bangou/`),
  }
}
