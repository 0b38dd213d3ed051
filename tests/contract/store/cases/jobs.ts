import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Job, Jobs } from '../../../../src/ports/jobs.ts'
import { on, type Place, sharedOnly } from '../place.ts'
import { NOW } from '../records.ts'

const LEASE_MS = 1_000

async function taken(jobs: Jobs, now: number): Promise<Job> {
  const job = await jobs.take(now, LEASE_MS)
  assert.ok(job, `no job was due at ${now - NOW}`)
  return job
}

export function jobCases(place: Place): void {
  describe('jobs', () => {
    test(
      'the job that has been due longest is taken first, none before its time',
      on(place, async ({ store: { jobs } }) => {
        assert.equal(await jobs.nextAt(), null)
        await jobs.add('scan', 'late', NOW + 2)
        await jobs.add('mail', 'early', NOW + 1)
        assert.equal(await jobs.nextAt(), NOW + 1)
        assert.equal(await jobs.take(NOW, LEASE_MS), null)
        const first = await taken(jobs, NOW + 9)
        assert.deepEqual([first.kind, first.subjectId, first.attempts], ['mail', 'early', 0])
        assert.equal((await taken(jobs, NOW + 9)).subjectId, 'late')
        assert.equal(await jobs.take(NOW + 9, LEASE_MS), null)
      }),
    )

    test(
      'jobs of some kinds can be left for later',
      on(place, async ({ store: { jobs } }) => {
        await jobs.add('archive', 'one', NOW)
        assert.equal(await jobs.take(NOW, LEASE_MS, ['archive']), null)
        assert.equal(await jobs.nextAt(['archive', 'mail']), null)
        await jobs.add('scan', 'two', NOW + 1)
        assert.equal(await jobs.nextAt(['archive']), NOW + 1)
        assert.equal((await jobs.take(NOW + 1, LEASE_MS, ['archive']))?.kind, 'scan')
        assert.equal((await taken(jobs, NOW + 1)).kind, 'archive')
      }),
    )

    test(
      'a job that waits is moved to the earlier instant, never to a later one',
      on(place, async ({ store: { jobs } }) => {
        for (const at of [5, 2, 8]) await jobs.add('scan', 'one', NOW + at)
        assert.equal(await jobs.nextAt(), NOW + 2)
        await jobs.finish(await taken(jobs, NOW + 2))
        assert.equal(await jobs.nextAt(), null)
      }),
    )

    test(
      'a lease that ran out lets another worker in, and refuses the first',
      on(place, async ({ store: { jobs } }) => {
        await jobs.add('scan', 'one', NOW)
        const lost = await taken(jobs, NOW)
        assert.equal(await jobs.nextAt(), NOW + LEASE_MS)
        assert.equal(await jobs.take(NOW + LEASE_MS - 1, LEASE_MS), null)
        const ours = await taken(jobs, NOW + LEASE_MS)
        assert.equal(ours.id, lost.id)
        assert.notEqual(ours.lease, lost.lease)
        assert.equal(await jobs.renew(lost, NOW, 99_999), false)
        await jobs.again(lost, NOW, true)
        await jobs.finish(lost)
        assert.equal(await jobs.nextAt(), NOW + 2 * LEASE_MS)
        assert.equal(await jobs.renew(ours, NOW + LEASE_MS, 5_000), true)
        assert.equal(await jobs.nextAt(), NOW + LEASE_MS + 5_000)
      }),
    )

    test(
      'failures are counted until a run goes well',
      on(place, async ({ store: { jobs } }) => {
        await jobs.add('scan', 'one', NOW)
        await jobs.again(await taken(jobs, NOW), NOW + 1, true)
        await jobs.again(await taken(jobs, NOW + 1), NOW + 2, true)
        const third = await taken(jobs, NOW + 2)
        assert.equal(third.attempts, 2)
        await jobs.again(third, NOW + 3, false)
        assert.equal((await taken(jobs, NOW + 3)).attempts, 0)
      }),
    )

    test(
      'a wish during a run makes the job run again',
      on(place, async ({ store: { jobs } }) => {
        await jobs.add('scan', 'one', NOW)
        const first = await taken(jobs, NOW)
        await jobs.add('scan', 'one', NOW + 7)
        await jobs.add('scan', 'one', NOW + 5)
        await jobs.add('scan', 'one', NOW + 6)
        assert.equal(await jobs.take(NOW + 9, LEASE_MS), null)
        await jobs.finish(first)
        assert.equal(await jobs.nextAt(), NOW + 5)
        const second = await taken(jobs, NOW + 9)
        await jobs.add('scan', 'one', NOW + 20)
        await jobs.again(second, NOW + 99, false)
        assert.equal(await jobs.nextAt(), NOW + 20)
        await jobs.finish(await taken(jobs, NOW + 20))
        assert.equal(await jobs.nextAt(), null)
      }),
    )

    test(
      'a wish outlives the worker it was made to, but is answered once',
      on(place, async ({ store: { jobs } }) => {
        await jobs.add('scan', 'one', NOW)
        await taken(jobs, NOW)
        await jobs.add('scan', 'one', NOW + 5)
        await jobs.finish(await taken(jobs, NOW + LEASE_MS))
        assert.equal(await jobs.nextAt(), null)
      }),
    )

    test(
      'at start-up every lease is freed',
      on(place, async ({ store: { jobs } }) => {
        await jobs.add('scan', 'one', NOW)
        await jobs.add('scan', 'two', NOW + 50)
        const lost = await taken(jobs, NOW)
        await jobs.releaseAll()
        assert.equal(await jobs.renew(lost, NOW, LEASE_MS), false)
        assert.equal((await taken(jobs, NOW)).subjectId, 'one')
        assert.equal(await jobs.take(NOW, LEASE_MS), null)
      }),
    )

    test(
      'workers at once get different jobs',
      sharedOnly(place),
      on(place, async (bench) => {
        const workers = [bench.store.jobs, (await bench.another()).jobs]
        const subjects = Array.from({ length: 12 }, (_, index) => `subject ${index}`)
        await Promise.all(subjects.map((subject) => bench.store.jobs.add('backup', subject, NOW)))
        const jobs = await Promise.all(subjects.map((_, index) => workers[index % 2]?.take(NOW, 1)))
        assert.deepEqual(new Set(jobs.map((job) => job?.subjectId)), new Set(subjects))
        assert.equal(await bench.store.jobs.take(NOW, 1), null)
      }),
    )

    test(
      'wishes and ends at once lose no wish',
      sharedOnly(place),
      on(place, async (bench) => {
        const other = (await bench.another()).jobs
        const { jobs } = bench.store
        for (let round = 0; round < 8; round += 1) {
          await jobs.add('scan', 'one', NOW)
          const job = await taken(jobs, NOW)
          await Promise.all([jobs.finish(job), other.add('scan', 'one', NOW + 1)])
          assert.equal(await jobs.nextAt(), NOW + 1)
          await jobs.finish(await taken(jobs, NOW + 1))
        }
      }),
    )
  })
}
