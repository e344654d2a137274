"use client";
import { useId, useState } from "react";
import { IMAGE_TYPES, MAX_IMAGE_BYTES } from "#lib/domain/images/image.ts";
import type { ThemeMode } from "#lib/domain/page/theme.ts";
import { imagePath } from "#lib/domain/paths.ts";
import { settingWord } from "#lib/domain/words/settings.ts";
import type { Answer } from "../client/call.ts";
import { useAdmin } from "../client/context.tsx";
import { sendFile } from "../client/send-file.ts";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/page-head.tsx";
import { Refusal } from "../ui/refusal.tsx";

type Logo = { light: string | null; dark: string | null };
type Refused = Extract<Answer<unknown>, { ok: false }>;

/** Uploading the logo; what is chosen is stored at once and shown as it will be. */
export function LogoSettings({ logo }: { logo: Logo }) {
  const { language } = useAdmin();
  return (
    <Section title={settingWord("logo", language)} lead={settingWord("logo_lead", language)}>
      <div className="grid gap-4 md:grid-cols-2">
        <LogoBox mode="light" imageId={logo.light} />
        <LogoBox mode="dark" imageId={logo.dark} />
      </div>
    </Section>
  );
}

const MAX_TRIES = 5;
const TRY_AGAIN_MS = 800;

const size = (bytes: number) => `${Math.ceil(bytes / 1024)} KiB`;

function LogoBox({ mode, imageId }: { mode: ThemeMode; imageId: string | null }) {
  const { language, pageId } = useAdmin();
  const [preview, setPreview] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refused | null>(null);
  const path = `/v1/pages/${pageId}/logo?mode=${mode}`;
  const finish = (answer: Answer<unknown>) => {
    setBusy(false);
    if (answer.ok) location.assign("/admin/settings?tab=look&done=saved");
    else setRefusal(answer);
  };
  const upload = async (file: File | undefined) => {
    if (!file) return;
    setRefusal(null);
    const message = settingWord("too_large", language, { size: size(file.size) });
    if (file.size > MAX_IMAGE_BYTES) return setRefusal({ ok: false, status: 413, message, faults: [] });
    setBusy(true);
    setPreview(URL.createObjectURL(file));
    const answer = await sendFile("POST", path, { language, file });
    if (!answer.ok) setPreview(null);
    finish(answer);
  };
  const remove = async () => {
    setBusy(true);
    finish(await sendFile("DELETE", path, { language }));
  };
  return (
    <div className="rounded-box border border-line bg-surface p-4">
      <h3 className="mb-2 font-medium">{settingWord(`logo_${mode}`, language)}</h3>
      <Refusal refusal={refusal} />
      <Shown mode={mode} src={preview ?? (imageId && imagePath(imageId))} />
      <div className="flex flex-wrap items-center gap-2">
        <FileChoice isBusy={isBusy} onFile={(file) => void upload(file)} />
        {imageId && (
          <Button isBusy={isBusy} onClick={remove}>
            {settingWord("remove_logo", language)}
          </Button>
        )}
      </div>
    </div>
  );
}

function FileChoice({ isBusy, onFile }: { isBusy: boolean; onFile: (file: File | undefined) => void }) {
  const { language } = useAdmin();
  const id = useId();
  return (
    <label
      htmlFor={id}
      className="inline-flex min-h-10 cursor-pointer items-center rounded-box border border-line px-4 font-medium focus-within:outline-2 focus-within:outline-link hover:border-muted max-sm:min-h-11"
    >
      {settingWord(isBusy ? "uploading" : "choose_file", language)}
      <input
        id={id}
        type="file"
        accept={IMAGE_TYPES.join(",")}
        className="sr-only"
        disabled={isBusy}
        onChange={(event) => onFile(event.target.files?.[0])}
      />
    </label>
  );
}

/** A new logo is served with the next version of the page, within two seconds of its upload: looked for again till then. */
function Shown({ mode, src }: { mode: ThemeMode; src: string | null }) {
  const { language } = useAdmin();
  const [tries, setTries] = useState(0);
  const lookAgain = () => {
    if (tries < MAX_TRIES) setTimeout(() => setTries(tries + 1), TRY_AGAIN_MS);
  };
  return (
    <div
      className={`mb-3 grid min-h-24 place-items-center rounded-box border border-line p-4 ${mode === "dark" ? "bg-[#161b22] text-[#e8ebf0]" : "bg-white text-[#1a1f26]"}`}
    >
      {src ? (
        // biome-ignore lint/performance/noImgElement: an uploaded file, served as it is
        <img
          src={tries === 0 ? src : `${src}?${tries}`}
          alt={settingWord("logo_alt", language)}
          onError={src.startsWith("blob:") ? undefined : lookAgain}
          className="max-h-16 max-w-full"
        />
      ) : (
        <p className="text-center text-sm">
          {settingWord(mode === "dark" ? "logo_dark_hint" : "logo_none", language)}
        </p>
      )}
    </div>
  );
}
