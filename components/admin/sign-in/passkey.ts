import { get, post, type Said } from "./post.ts";

const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

function toText(buffer: ArrayBuffer | null | undefined): string | undefined {
  if (!buffer) return undefined;
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

type Descriptor = { id: string; type: "public-key"; transports?: AuthenticatorTransport[] };
const described = (list: Descriptor[] | undefined) => list?.map((one) => ({ ...one, id: toBytes(one.id) }));

/** What every credential tells, as the server reads it. */
function told(credential: PublicKeyCredential) {
  const { id, rawId, type, authenticatorAttachment } = credential;
  const clientExtensionResults = credential.getClientExtensionResults();
  return { id, rawId: toText(rawId), type, authenticatorAttachment, clientExtensionResults };
}

/** Signs in by fingerprint, face or key. `null`: the person changed their mind, or the browser cannot. */
export async function signInByPasskey(): Promise<Said | null> {
  const asked = await get("/passkey/generate-authenticate-options");
  if (!asked.isOk) return asked;
  const options = asked.body as unknown as PublicKeyCredentialRequestOptionsJSON & {
    allowCredentials?: Descriptor[];
  };
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: described(options.allowCredentials),
  } as PublicKeyCredentialRequestOptions;
  const credential = await navigator.credentials.get({ publicKey }).catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) return null;
  const answer = credential.response as AuthenticatorAssertionResponse;
  const response = {
    clientDataJSON: toText(answer.clientDataJSON),
    authenticatorData: toText(answer.authenticatorData),
    signature: toText(answer.signature),
    userHandle: toText(answer.userHandle),
  };
  return await post("/passkey/verify-authentication", { response: { ...told(credential), response } });
}

/** Adds a passkey to who is signed in. `null`: the person changed their mind, or the browser cannot. */
export async function addPasskey(name: string): Promise<Said | null> {
  const asked = await get("/passkey/generate-register-options");
  if (!asked.isOk) return asked;
  const options = asked.body as unknown as PublicKeyCredentialCreationOptionsJSON & {
    excludeCredentials?: Descriptor[];
  };
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: described(options.excludeCredentials),
  } as PublicKeyCredentialCreationOptions;
  const credential = await navigator.credentials.create({ publicKey }).catch(() => null);
  if (!(credential instanceof PublicKeyCredential)) return null;
  const answer = credential.response as AuthenticatorAttestationResponse;
  const response = {
    clientDataJSON: toText(answer.clientDataJSON),
    attestationObject: toText(answer.attestationObject),
    transports: answer.getTransports?.() ?? [],
  };
  return await post("/passkey/verify-registration", { response: { ...told(credential), response }, name });
}
