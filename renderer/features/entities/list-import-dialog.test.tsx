import { act } from 'react'
import { afterEach, expect, it } from 'vitest'
import type { ListReport } from '../../../shared/model/entity-list.ts'
import { good, settle, showPage } from '../../app/test-page.tsx'
import { ListImportDialog } from './list-import-dialog.tsx'

/** Of a list of six, taken in by two: the first part is refused, of the second one is new, the third is empty. */
const part = (from: number): ListReport => ({
  name: 'list.csv',
  format: 'followthemoney',
  total: from === 5 ? 0 : 2,
  from,
  next: from === 5 ? null : from + 2,
  counts: { new: from === 3 ? 1 : 0, known: 0, sameName: 0, conflict: 0, refused: from === 1 ? 2 : 0 },
  adds: { names: 0, identifiers: 0, offices: 0 },
  remarks: {},
  entries: [],
  named: 5,
  table: null,
  separator: ';',
  scheme: 'list',
  type: null,
  error: null,
  seq: null,
})

let page: Awaited<ReturnType<typeof showPage>> | undefined
afterEach(() => page?.leave())

const main = (): HTMLButtonElement | null =>
  document.querySelector<HTMLButtonElement>('.dialog-foot .button-main')
const press = async (): Promise<void> => {
  await act(async () => {
    main()?.click()
    await Promise.resolve()
  })
  await settle()
}

it('a long list goes on past a part that brings nothing, and the button for what is next has the focus', async () => {
  page = await showPage(
    <ListImportDialog place={{ token: 'l', label: 'list.csv', kind: 'file' }} onClose={() => undefined} />,
    {
      answers: {
        'entities.previewList': ({ reading }) => good(part(reading.from ?? 1)),
        'entities.importList': ({ reading }) => good({ ...part(reading.from ?? 1), seq: 1 }),
      },
    },
  )
  expect(main()?.textContent).toBe('Go on with entry 3')
  expect(document.activeElement).toBe(main())
  await press()
  expect(main()?.textContent).toBe('Take in 1 entry')
  await press()
  expect(page.asked.findLast(({ channel }) => channel === 'entities.importList')?.input).toMatchObject({
    reading: { from: 3 },
  })
  expect(main()?.textContent).toBe('Go on with entry 5')
  expect(document.activeElement).toBe(main())
  await press()
  expect(main()?.textContent).toBe('Take in 0 entries')
  expect(main()?.disabled).toBe(true)
  expect(document.querySelector('.list-import p.numbers:not(.quiet)')).toBeNull()
})
