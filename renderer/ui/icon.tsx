import type { ReactNode } from 'react'

/** Drawn on 16 units, stroked in the colour of the text. */
const shapes = {
  folder: 'M1.5 4a1 1 0 0 1 1-1h3.3l1.4 1.6h6.3a1 1 0 0 1 1 1V12a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1z',
  file: 'M4 1.5h5L12.5 5v9.5h-8.500z M9 1.500V5h3.500',
  book: 'M2.500 2.500h4a1.500 1.500 0 0 1 1.500 1.500v9.500a1.500 1.500 0 0 0-1.500-1.500h-4z M13.500 2.500h-4A1.500 1.500 0 0 0 8 4v9.500a1.500 1.500 0 0 1 1.500-1.500h4z',
  search: 'M7 2.500a4.500 4.500 0 1 0 0 9a4.500 4.500 0 0 0 0-9z M10.300 10.300L14 14',
  check: 'M3 8.500l3.300 3.300L13 4.600',
  cross: 'M4 4l8 8 M12 4l-8 8',
  plus: 'M8 3v10 M3 8h10',
  minus: 'M3 8h10',
  up: 'M8 13V3.500 M4 7.500l4-4l4 4',
  right: 'M6 3.500L10.500 8L6 12.500',
  down: 'M3.500 6L8 10.500L12.500 6',
  undo: 'M5.500 3L2.500 6l3 3 M2.500 6H10a3.500 3.500 0 0 1 0 7H6',
  warning: 'M8 2.200L14.300 13.300H1.700z M8 6.500v3.200 M8 11.500v.2',
  lock: 'M3.500 7.500h9v6h-9z M5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500',
  table: 'M2 3h12v10H2z M2 6.300h12 M2 9.600h12 M6 3v10',
  people: 'M5.700 8a2.300 2.300 0 1 0 0-4.600a2.300 2.300 0 0 0 0 4.600z M1.700 13c.2-2.400 1.700-3.600 4-3.600s3.800 1.200 4 3.600 M10.700 3.700a2.200 2.200 0 0 1 0 4.200 M12 9.700c1.400.5 2.200 1.600 2.300 3.300',
  project: 'M2 4.500L8 1.800l6 2.700v7L8 14.200l-6-2.700z M2 4.500L8 7.200l6-2.700 M8 7.200v7',
  settings: 'M2 4.500h7 M12 4.500h2 M2 11.500h2 M7 11.500h7 M10.500 3v3 M5.500 10v3',
  sun: 'M8 5.200a2.800 2.800 0 1 0 0 5.600a2.800 2.800 0 0 0 0-5.600z M8 1.300v1.300 M8 13.400v1.300 M1.300 8h1.300 M13.400 8h1.300 M3.300 3.300l.9.9 M11.800 11.800l.9.9 M12.700 3.300l-.9.9 M4.200 11.800l-.9.9',
  moon: 'M13.300 9.600A5.800 5.800 0 0 1 6.400 2.700a5.800 5.800 0 1 0 6.900 6.900z',
  contrast: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z M8 2v12 M8 5h4.800 M8 8h6 M8 11h4.800',
  clock: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z M8 4.700V8l2.300 1.500',
  history: 'M2.700 8a5.300 5.300 0 1 0 1.700-3.900L2.500 6 M2.500 2.700V6h3.300 M8 5v3.200l2 1.300',
  shield: 'M8 1.800l5 1.800v4c0 3.200-2 5.500-5 6.600c-3-1.100-5-3.400-5-6.600v-4z M5.700 7.800l1.700 1.700l3-3.200',
  paste: 'M4 3h8v11H4z M6 1.700h4v2.600H6z',
  import: 'M8 2v7.500 M4.700 6.300L8 9.600l3.300-3.300 M2.500 10.500v3h11v-3',
  export: 'M8 9.500V2 M4.700 5.200L8 1.900l3.300 3.300 M2.500 10.500v3h11v-3',
  flag: 'M4 14V2.500 M4 3h8l-2 2.700l2 2.700H4',
  dot: 'M8 6.500a1.500 1.500 0 1 0 0 3a1.500 1.500 0 0 0 0-3z',
  circle: 'M8 3.500a4.500 4.500 0 1 0 0 9a4.500 4.500 0 0 0 0-9z',
  menu: 'M2.500 4.500h11 M2.500 8h11 M2.500 11.500h11',
} as const // prettier-ignore

export type IconName = keyof typeof shapes

/** A small drawing beside words; never the only name of anything. */
export function Icon(props: { readonly name: IconName; readonly size?: number }): ReactNode {
  const size = props.size ?? 16
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[props.name]} />
    </svg>
  )
}
