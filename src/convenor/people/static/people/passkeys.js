// Passkeys: asks the browser for one, puts the answer into the form beside the button, and sends that form.
// Without script the button stays hidden, and the page offers another way in.
(function () {
  'use strict'

  const form = document.querySelector('form[data-passkey]')
  if (!form || !window.PublicKeyCredential) return
  const trouble = document.getElementById('passkey-trouble')
  form.hidden = false
  form.addEventListener('submit', function (event) {
    event.preventDefault()
    trouble.hidden = true
    ask().then(send, function () { trouble.hidden = false })
  })

  async function ask () {
    const options = (await told()).publicKey
    options.challenge = bytes(options.challenge)
    for (const one of options.excludeCredentials || options.allowCredentials || []) one.id = bytes(one.id)
    if (form.dataset.passkey !== 'add') return navigator.credentials.get({ publicKey: options })
    options.user.id = bytes(options.user.id)
    const alone = form.elements.passwordless.checked
    const kind = options.authenticatorSelection
    kind.residentKey = alone ? 'required' : 'discouraged'
    kind.requireResidentKey = alone
    if (alone) kind.userVerification = 'required'
    return navigator.credentials.create({ publicKey: options })
  }

  async function told () {
    const here = document.getElementById('passkey-options')
    if (here) return JSON.parse(here.textContent)
    const answer = await fetch(form.action, { headers: { Accept: 'application/json' } })
    if (!answer.ok) throw new Error(answer.status)
    return (await answer.json()).request_options
  }

  function send (passkey) {
    const said = {}
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (passkey.response[name]) said[name] = words(passkey.response[name])
    }
    form.elements.credential.value = JSON.stringify({
      id: passkey.id,
      rawId: words(passkey.rawId),
      type: passkey.type,
      response: said,
      clientExtensionResults: passkey.getClientExtensionResults()
    })
    form.submit()
  }

  function bytes (text) {
    const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'))
    return Uint8Array.from(plain, function (one) { return one.charCodeAt(0) })
  }

  function words (buffer) {
    const plain = String.fromCharCode.apply(null, new Uint8Array(buffer))
    return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
  }
})()
