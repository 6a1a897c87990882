// The browser's side of passkeys (WebAuthn Level 3): makes one, and signs in with one.

const toBytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function post(path, form, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf-token": form.elements._csrf.value },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) {
    const refused = new Error(`${path} answered ${answer.status}`);
    refused.isTooMany = answer.status === 429;
    throw refused;
  }
  return answer.json();
}

const withBytes = (list) => (list ?? []).map((credential) => ({ ...credential, id: toBytes(credential.id) }));

export async function register(form) {
  const options = await post("/webauthn/register/options", form);
  const credential = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: withBytes(options.excludeCredentials),
    },
  });
  await post("/webauthn/register", form, {
    publicKey: {
      credential: {
        id: credential.id,
        rawId: toText(credential.rawId),
        type: credential.type,
        response: {
          attestationObject: toText(credential.response.attestationObject),
          clientDataJSON: toText(credential.response.clientDataJSON),
          transports: credential.response.getTransports?.() ?? [],
        },
        clientExtensionResults: credential.getClientExtensionResults(),
        authenticatorAttachment: credential.authenticatorAttachment,
      },
      label: form.elements.label.value,
    },
  });
  return form.dataset.next;
}

export async function authenticate(form) {
  const options = await post("/webauthn/authenticate/options", form);
  const credential = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: withBytes(options.allowCredentials),
    },
  });
  const { response } = credential;
  await post("/login/webauthn", form, {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response: {
      authenticatorData: toText(response.authenticatorData),
      clientDataJSON: toText(response.clientDataJSON),
      signature: toText(response.signature),
      userHandle: response.userHandle ? toText(response.userHandle) : undefined,
    },
    clientExtensionResults: credential.getClientExtensionResults(),
    authenticatorAttachment: credential.authenticatorAttachment,
  });
  return form.dataset.next ?? "/";
}
