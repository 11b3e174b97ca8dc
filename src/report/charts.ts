import { BarChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([BarChart, GridComponent, LegendComponent, AriaComponent, SVGRenderer])

/** A bar: how many of what, and in a stack which part of it. */
export type Bar = { readonly name: string; readonly part?: string; readonly count: number }

const WIDTH = 860
const ROW = 24
const MARGINS = 70
const LONGEST_NAME = 36
const FONT = '"Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", Meiryo, sans-serif'
const COLOURS = ['#0b5fa5', '#7fb3d8', '#d1495b', '#edae49', '#66a182', '#8d96a3', '#5b3e8c']

/** Horizontal bars as SVG, in the order given; bars of the same name stand in one line, part behind part. */
export function barChart(bars: readonly Bar[]): string {
  const names = [...new Set(bars.map(({ name }) => name))]
  const parts = [...new Set(bars.map(({ part }) => part ?? ''))]
  const count = (name: string, part: string): number =>
    bars
      .filter((bar) => bar.name === name && (bar.part ?? '') === part)
      .reduce((sum, bar) => sum + bar.count, 0)
  const chart = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: WIDTH,
    height: names.length * ROW + MARGINS,
  })
  chart.setOption({
    animation: false,
    aria: { enabled: true },
    color: COLOURS,
    textStyle: { fontFamily: FONT },
    legend: { show: parts.length > 1, top: 0, left: 0 },
    grid: {
      left: Math.max(...names.map((name) => widthOf(shorten(name)))) + 16,
      right: 70,
      top: parts.length > 1 ? 34 : 8,
      bottom: 30,
      outerBoundsMode: 'none',
    },
    xAxis: { type: 'value', minInterval: 1 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: names.map(shorten),
      axisTick: { show: false },
      axisLabel: { color: '#222', interval: 0 },
    },
    series: parts.map((part, index) => ({
      name: part,
      type: 'bar' as const,
      stack: 'all',
      barMaxWidth: 16,
      data: names.map((name) => count(name, part)),
      label: {
        show: index === parts.length - 1,
        position: 'right' as const,
        color: '#222',
        formatter: ({ dataIndex }: { dataIndex: number }) =>
          parts.reduce((sum, each) => sum + count(names[dataIndex]!, each), 0).toLocaleString('en-US'),
      },
    })),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}

/** Without a browser nobody measures text: kanji and kana are as wide as high, Latin letters a little more than half. */
const widthOf = (text: string): number =>
  [...text].reduce((sum, character) => sum + (character < '\u0100' ? 7.5 : 12), 0)

const shorten = (name: string): string =>
  name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1)}…`
