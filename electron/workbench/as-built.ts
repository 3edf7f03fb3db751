/** Whether this code runs as built: only then are there worker files to start. */
export const runsAsBuilt = import.meta.url.endsWith('.js')
