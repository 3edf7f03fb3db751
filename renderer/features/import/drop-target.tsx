import { useEffect, useEffectEvent, useState, type ReactNode } from 'react'
import { useQuery } from '../../app/store.ts'
import { Icon } from '../../ui/icon.tsx'
import { carriesFiles, droppedFiles, type Dropped } from './dropped-files.ts'

/** Takes files dropped anywhere on the page, and says so while they hover. */
export function DropTarget(props: {
  readonly text: string
  readonly onDrop: (dropped: Dropped) => void
}): ReactNode {
  const drop = useQuery('app.info', {}).value?.capabilities.drop ?? 'upload'
  const [over, setOver] = useState(false)
  const take = useEffectEvent((transfer: DataTransfer) => {
    void droppedFiles(transfer, drop).then((dropped) => {
      if (dropped.files.length > 0) props.onDrop(dropped)
    })
  })
  useEffect(() => {
    // Every element one crosses says enter and leave; the page is left when they are level.
    let depth = 0
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event.dataTransfer)) return
      depth += 1
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (!carriesFiles(event.dataTransfer)) return
      depth -= 1
      if (depth <= 0) setOver(false)
    }
    const hover = (event: DragEvent): void => {
      if (carriesFiles(event.dataTransfer)) event.preventDefault()
    }
    const release = (event: DragEvent): void => {
      if (!carriesFiles(event.dataTransfer) || event.dataTransfer === null) return
      event.preventDefault()
      depth = 0
      setOver(false)
      take(event.dataTransfer)
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', hover)
    window.addEventListener('drop', release)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', hover)
      window.removeEventListener('drop', release)
    }
  }, [])
  if (!over) return null
  return (
    <div className="drop-veil">
      <div className="drop-words">
        <Icon name="import" size={28} />
        {props.text}
      </div>
    </div>
  )
}
