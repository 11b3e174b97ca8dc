import type { Canvas } from '@napi-rs/canvas'
import type { Place } from './marks.ts'

/** A page without marks, drawn at `scale` pixels a point; or how many pages there are instead. */
export type PagePicture =
  | { readonly kind: 'picture'; readonly canvas: Canvas; readonly scale: number; readonly place: Place }
  | { readonly kind: 'no-such-page'; readonly pages: number; readonly sheets?: readonly string[] }
