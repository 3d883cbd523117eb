/**
 * Required into the product's process (NODE_OPTIONS) by a trial: makes a mistake there when it is told to, as a bug would.
 */
process.on('SIGUSR2', () => {
  void Promise.reject(new Error('a mistake nobody waited for'))
})
process.on('SIGHUP', () => {
  setTimeout(() => {
    throw new Error('a mistake nobody caught')
  })
})
