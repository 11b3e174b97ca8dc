export { drawOverlay, type Overlay, type OverlayOptions } from './draw-overlay.ts'
