// Everything here is a comfort: without it each page works by links, forms and reloading.
;(() => {
  const { locale, zone, zoneCookie } = document.documentElement.dataset
  const DATE = { weekday: 'long', day: 'numeric', month: 'long' }
  const TIME = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' }
  const date = new Intl.DateTimeFormat(locale, DATE)
  const dateAndYear = new Intl.DateTimeFormat(locale, { ...DATE, year: 'numeric' })
  const time = new Intl.DateTimeFormat(locale, TIME)
  const here = time.resolvedOptions().timeZone

  /** English sets a comma after the weekday where there is a year, and none where there is not. */
  const plainDay = (day) => day.replace(/^([A-Z][a-z]+day), (?=\d)/, '$1 ')

  /** Writes instants again in the browser's own zone, in the server's way, and tells it the zone. */
  function localTimes(root) {
    if (!here || here === zone) return
    const now = new Date()
    for (const element of root.querySelectorAll('time[data-instant]')) {
      const at = new Date(element.dateTime)
      const today = dateAndYear.format(at) === dateAndYear.format(now)
      const day = at.getFullYear() === now.getFullYear() ? date : dateAndYear
      const hour = time.format(at)
      const short = today && element.dataset.instant === 'short'
      element.textContent = short ? hour : `${plainDay(day.format(at))}, ${hour}`
    }
  }

  function tellZone() {
    if (!here || here === zone) return
    const name = document.querySelector('[data-zone-name]')
    if (name) name.textContent = name.textContent.replace(zone, here)
    if (!zoneCookie) return
    const [cookie, ...rest] = zoneCookie.split(';')
    // biome-ignore lint/suspicious/noDocumentCookie: the other way, CookieStore, exists over https only.
    document.cookie = [`${cookie}=${here}`, ...rest].join(';')
  }

  const parse = (html) => {
    const template = document.createElement('template')
    template.innerHTML = html
    return template.content
  }

  /** Puts new content into an element; what is open stays open, what has the focus keeps it. */
  function swap(element, content) {
    const open = [...element.querySelectorAll('details')].map((one) => one.open)
    const held = element.contains(document.activeElement)
      ? controls(element).indexOf(document.activeElement)
      : -1
    localTimes(content)
    element.replaceChildren(content)
    for (const [index, one] of element.querySelectorAll('details').entries()) {
      if (open[index]) one.open = true
    }
    if (held >= 0) controls(element)[held]?.focus({ preventScroll: true })
  }

  const controls = (root) => [...root.querySelectorAll('a[href], button, input, summary')]

  /** One event stream a page: changed parts come as HTML with a sentence for screen readers. */
  function follow(root) {
    const source = new EventSource(root.dataset.events)
    const announcer = root.querySelector('[data-announcer]')
    const said = new Map()
    const show = (part) => {
      const element = root.querySelector(`[data-live="${CSS.escape(part.id)}"]`)
      if (!element) return location.reload()
      swap(element, parse(part.html))
      if (said.has(part.id) && said.get(part.id) !== part.say) announcer.textContent = part.say
      said.set(part.id, part.say)
    }
    const later = holdWhilePressed(show)
    source.addEventListener('part', (event) => later(JSON.parse(event.data)))
    addEventListener('pagehide', () => source.close())
  }

  /** A link that is replaced between press and release is never clicked: parts wait for the release. */
  function holdWhilePressed(show) {
    const waiting = new Map()
    let pressed = false
    const release = () => {
      pressed = false
      for (const part of waiting.values()) show(part)
      waiting.clear()
    }
    addEventListener('pointerdown', () => (pressed = true), true)
    // After the click that follows the release.
    for (const end of ['pointerup', 'pointercancel'])
      addEventListener(end, () => setTimeout(release))
    return (part) => (pressed ? waiting.set(part.id, part) : show(part))
  }

  /** Asks for the price of the form as it stands and replaces the parts that follow from it. */
  function preview(form) {
    let latest = null
    let timer = 0
    const ask = async () => {
      latest?.abort()
      const asking = new AbortController()
      latest = asking
      const query = new URLSearchParams(new FormData(form))
      for (const name of ['terms', 'termsVersion', 'net', 'scanId']) query.delete(name)
      form.setAttribute('aria-busy', 'true')
      try {
        const answer = await fetch(`${form.dataset.preview}?${query}`, {
          headers: { 'X-Fragment': 'preview' },
          signal: asking.signal,
        })
        if (answer.redirected) return location.reload()
        const text = await answer.text()
        if (latest !== asking) return
        if (answer.ok) replaceParts(parse(text))
        // Why there is no price for what was typed; other answers are pages.
        if (answer.ok || answer.status === 400) tellFault(form, answer.ok ? '' : text)
      } catch {
        // A newer question, or no network: the page stays as it is, the button still works.
      } finally {
        if (latest === asking) form.removeAttribute('aria-busy')
      }
    }
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(ask, 60)
    }
    form.addEventListener('input', soon)
    form.addEventListener('click', (event) => choose(form, event, soon))
  }

  function tellFault(form, text) {
    const place = form.querySelector('[data-preview-fault]')
    if (place && place.textContent !== text) place.textContent = text
  }

  function replaceParts(content) {
    for (const fresh of content.querySelectorAll('[data-part]')) {
      const old = document.querySelector(`[data-part="${CSS.escape(fresh.dataset.part)}"]`)
      if (!old || old.isEqualNode(fresh)) continue
      const inner = document.createDocumentFragment()
      inner.append(...fresh.childNodes)
      swap(old, inner)
    }
  }

  /** Links that fill the form (a year, all types) do so without leaving the page. */
  function choose(form, event, soon) {
    const link = event.target.closest('a[data-from], a[data-types]')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const { from, to, types } = link.dataset
    if (types) {
      for (const box of form.querySelectorAll('[name="types"]')) box.checked = types === 'all'
    }
    if (from !== undefined) {
      form.elements.from.value = from
      form.elements.to.value = to
      for (const one of form.querySelectorAll('a[data-from][aria-current]')) {
        one.removeAttribute('aria-current')
      }
      link.setAttribute('aria-current', 'true')
    }
    soon()
  }

  /** Shows the sums with or without VAT as the country is chosen. */
  function sums(form) {
    const taxed = form.dataset.vatCountries.split(' ')
    const show = () => {
      const wanted = taxed.includes(form.elements.country.value) ? 'vat' : 'none'
      for (const one of form.querySelectorAll('[data-sums]'))
        one.hidden = one.dataset.sums !== wanted
    }
    form.elements.country.addEventListener('change', show)
    show()
  }

  localTimes(document)
  tellZone()
  for (const root of document.querySelectorAll('[data-events]')) follow(root)
  for (const form of document.querySelectorAll('form[data-preview]')) preview(form)
  for (const form of document.querySelectorAll('form[data-vat-countries]')) sums(form)
})()
